package io.nocturne.server.platform.tls;

import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.config.ServerConfig;
import io.nocturne.server.platform.secret.Secrets;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Makes the certificates before the web server asks for them.
@Configuration(proxyBeanMethods = false)
class TlsConfiguration {

    @Bean
    ServerTls serverTls(DataDirectory data, Secrets secrets, ServerConfig config, Clock clock, SecureRandom random) {
        return ServerTls.open(data, secrets, config.publicNames(), clock, random);
    }

    @Bean
    SslBundleRegistrar serverBundle(ServerTls tls) {
        return registry -> registry.registerBundle(CertificateRenewal.BUNDLE, tls.bundle());
    }
}
