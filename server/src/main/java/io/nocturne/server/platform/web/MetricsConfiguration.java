package io.nocturne.server.platform.web;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Gathers what the modules, each a [MeterBinder], and the JVM tell of themselves.
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    @Bean(destroyMethod = "close")
    PrometheusMeterRegistry meterRegistry() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    @Bean
    MeterBinder jvmMemory() {
        return new JvmMemoryMetrics();
    }

    @Bean(destroyMethod = "close")
    JvmGcMetrics jvmGc() {
        return new JvmGcMetrics();
    }

    @Bean
    MeterBinder jvmThreads() {
        return new JvmThreadMetrics();
    }

    @Bean
    MeterBinder processor() {
        return new ProcessorMetrics();
    }

    @Bean
    MeterBinder uptime() {
        return new UptimeMetrics();
    }

    /// When all beans are there; a binder that needs the registry itself would make a circle otherwise.
    @Bean
    SmartInitializingSingleton bindMeters(PrometheusMeterRegistry registry, List<MeterBinder> binders) {
        return () -> binders.forEach(binder -> binder.bindTo(registry));
    }
}
