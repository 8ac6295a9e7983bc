package io.nocturne.server;

import io.nocturne.server.platform.config.ServerConfig;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableScheduling;

/// The Spring application; [ServerMain] starts it.
@Modulithic
@SpringBootApplication
@EnableScheduling
public class ServerApplication {

    /// The application that runs as configured.
    public static SpringApplication of(ServerConfig config) {
        SpringApplication application = new SpringApplication(ServerApplication.class);
        application.setDefaultProperties(Map.of("server.port", config.port()));
        // Not properties: a password may hold what Spring would take for a placeholder.
        application.addInitializers(context -> context.getBeanFactory().registerSingleton("serverConfig", config));
        return application;
    }
}
