package io.nocturne.server.platform.web;

import io.nocturne.server.platform.config.ServerConfig;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/// The ports, their limits, and the threads behind them.
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    /// Bodies may take an eighth of the heap; those of strangers a thirty-second.
    private static final int KNOWN_PART = 8;

    private static final int UNKNOWN_PART = 32;

    /// A quarter of the connections may be those of strangers who send a body.
    private static final int UNKNOWN_CONNECTIONS_PART = 4;

    @Bean
    CpuShare cpuShare() {
        return new CpuShare(Runtime.getRuntime().availableProcessors(), System::nanoTime);
    }

    @Bean(destroyMethod = "close")
    Lanes lanes() {
        return new Lanes();
    }

    @Bean
    BodyReader bodyReader(ServerConfig config) {
        long heap = Runtime.getRuntime().maxMemory();
        int strangers = Math.max(2, config.connections().max() / UNKNOWN_CONNECTIONS_PART);
        return new BodyReader(heap / KNOWN_PART, heap / UNKNOWN_PART, strangers, System::nanoTime);
    }

    @Bean(destroyMethod = "close", defaultCandidate = false)
    ExecutorService connectionThreads() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("connection-", 0).factory());
    }

    @Bean
    ConnectorSettings connectorSettings(
            ServerConfig config, @Qualifier("connectionThreads") ExecutorService connectionThreads) {
        return new ConnectorSettings(config.connections(), connectionThreads);
    }

    @Bean
    HttpsPort httpsPort() {
        return new HttpsPort();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> ports(ConnectorSettings settings, HttpsPort port) {
        return factory -> {
            factory.setProtocol(GuardedProtocol.class.getName());
            factory.addConnectorCustomizers(settings::apply);
            factory.addEngineValves(new FrontValve(port::get));
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ProblemReportValve.class.getName());
                }
            });
        };
    }

    /// Known when the server has it.
    static final class HttpsPort {

        private final AtomicInteger port = new AtomicInteger();

        int get() {
            return port.get();
        }

        @EventListener
        void opened(WebServerInitializedEvent event) {
            port.set(event.getWebServer().getPort());
        }
    }
}
