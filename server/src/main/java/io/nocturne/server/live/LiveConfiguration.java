package io.nocturne.server.live;

import io.nocturne.server.platform.loop.Parts;
import io.nocturne.server.platform.web.Problems;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/// Puts the live WebSocket at its address, and starts its threads.
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class LiveConfiguration {

    /// A larger message is answered by closing with 1009.
    private static final int MAX_REQUEST_BYTES = 65_536;
    private static final Duration REFUSAL_PAUSE = Duration.ofSeconds(5);

    @Bean
    LiveLimits liveLimits() {
        return LiveLimits.STANDARD;
    }

    /// Any origin may connect: a connection is let in by its bearer token, which no browser sends by
    /// itself.
    @Bean
    WebSocketConfigurer liveAddress(
            LiveEndpoint endpoint, ExecutorService peerExecutor, Problems problems, Clock clock, LiveLimits limits) {
        LiveUpgrade upgrade = new LiveUpgrade(peerExecutor, clock, limits);
        return (WebSocketHandlerRegistry registry) -> registry.addHandler(endpoint, "/api/v1/live")
                .addInterceptors(new LiveDoor(clock, problems, REFUSAL_PAUSE))
                .setHandshakeHandler(new DefaultHandshakeHandler(upgrade))
                .setAllowedOriginPatterns("*");
    }

    @Bean
    ServletServerContainerFactoryBean webSocketLimits() {
        ServletServerContainerFactoryBean limits = new ServletServerContainerFactoryBean();
        limits.setMaxTextMessageBufferSize(MAX_REQUEST_BYTES);
        // So that a binary message is refused as such, and not as too large.
        limits.setMaxBinaryMessageBufferSize(MAX_REQUEST_BYTES);
        return limits;
    }

    @Bean(destroyMethod = "close")
    LiveThreads liveThreads(LiveSessions sessions, Parts supervised) {
        return LiveThreads.start(
                sessions, supervised, Thread.ofPlatform().daemon().factory());
    }
}
