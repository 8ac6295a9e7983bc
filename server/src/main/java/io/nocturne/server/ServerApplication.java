package io.nocturne.server;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableScheduling;

/// The Spring application; [ServerMain] starts it.
@Modulithic
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class ServerApplication {}
