package io.nocturne.server.live;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/// Puts the live WebSocket at its address.
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class LiveConfiguration {

    private static final int MAX_REQUEST_BYTES = 65_536;

    /// Any origin may connect: a connection is let in by its bearer token, which no browser sends by
    /// itself.
    @Bean
    WebSocketConfigurer liveAddress(LiveEndpoint endpoint) {
        return (WebSocketHandlerRegistry registry) ->
                registry.addHandler(endpoint, "/api/v1/live").setAllowedOriginPatterns("*");
    }

    @Bean
    ServletServerContainerFactoryBean webSocketLimits() {
        ServletServerContainerFactoryBean limits = new ServletServerContainerFactoryBean();
        limits.setMaxTextMessageBufferSize(MAX_REQUEST_BYTES);
        limits.setMaxBinaryMessageBufferSize(1);
        return limits;
    }
}
