package io.nocturne.server.notify.channel.http;

import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The one client for all channels. A proxy is set by the JVM's own properties, `https.proxyHost` and the like.
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Bean
    HttpSender httpSender(Clock clock) {
        return new HttpSender(HttpSender.client(LONGEST), clock);
    }
}
