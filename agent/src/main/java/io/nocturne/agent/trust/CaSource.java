package io.nocturne.agent.trust;

import io.nocturne.agent.config.AgentConfig;
import io.nocturne.agent.config.ConfigException;
import io.nocturne.agent.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the CA to trust comes from.
///
/// **Shape** - the operator's `ca_file`; or the data folder of a server on this host; or the copy that an
/// earlier contact pinned; or, by `ca_fingerprint`, the server itself, whose CA is then pinned.
/// **Errors** - [#check()] says at the start what can never work; [#authorities] fails for what may work
/// later.
/// **Threads** - confined to "send".
public final class CaSource {

    static final String PINNED = "ca.pem";

    private static final Logger log = LoggerFactory.getLogger(CaSource.class);

    private final AgentConfig config;
    private final StateDirectory state;
    private final CaFetcher fetcher;

    public CaSource(AgentConfig config, StateDirectory state, Duration timeout) {
        this.config = config;
        this.state = state;
        this.fetcher = new CaFetcher(timeout, config.proxyToServer());
    }

    /// Finds out before anything starts whether there is a way to trust the server at all.
    public void check() throws ConfigException {
        if (config.caFile().isPresent()) {
            try {
                read(config.caFile().get());
            } catch (IOException e) {
                throw new ConfigException("ca_file: " + e.getMessage());
            }
            return;
        }
        boolean known = config.caFingerprint().isPresent() || config.isServerLocal() || hasPinned();
        if (!known) {
            throw new ConfigException(List.of(
                    "no certificate to trust %s by; give one of:".formatted(config.serverUrl()),
                    "  ca_fingerprint: the SHA-256 that the server printed when it started",
                    "  ca_file: a copy of <data>/tls/ca.pem of the server",
                    "  data_dir: the server's data folder, when the server is on this host (localhost)"));
        }
    }

    /// The certificates to trust for a connection to a host that is about to be made.
    public List<X509Certificate> authorities(String host, int port) throws IOException {
        if (config.caFile().isPresent()) {
            return read(config.caFile().get());
        }
        Path local = config.dataDir().resolve("tls").resolve("ca.pem");
        if (config.caFingerprint().isEmpty() && config.isServerLocal() && Files.exists(local)) {
            return read(local);
        }
        Optional<List<X509Certificate>> pinned = pinned();
        if (pinned.isPresent()) {
            return pinned.get();
        }
        if (config.caFingerprint().isPresent()) {
            return List.of(pin(host, port, config.caFingerprint().get()));
        }
        throw new IOException("there is no %s (yet); is the server running with this data folder?".formatted(local));
    }

    private boolean hasPinned() {
        return Files.exists(state.path(PINNED));
    }

    /// The pinned copy, unless the operator has given the fingerprint of another one since.
    private Optional<List<X509Certificate>> pinned() throws IOException {
        if (!hasPinned()) {
            return Optional.empty();
        }
        List<X509Certificate> pinned = read(state.path(PINNED));
        return config.caFingerprint().isEmpty()
                        || hasFingerprint(pinned, config.caFingerprint().get())
                ? Optional.of(pinned)
                : Optional.empty();
    }

    private X509Certificate pin(String host, int port, String fingerprint) throws IOException {
        X509Certificate authority = fetcher.fetch(host, port, fingerprint);
        try {
            state.write(PINNED, Certificates.toPem(authority));
        } catch (CertificateException e) {
            throw new IOException(e);
        }
        log.info("pinned the CA of {} by its fingerprint {}", host, Certificates.readable(fingerprint));
        return authority;
    }

    private static boolean hasFingerprint(List<X509Certificate> certificates, String fingerprint) throws IOException {
        try {
            for (X509Certificate certificate : certificates) {
                if (Certificates.fingerprint(certificate).equals(fingerprint)) {
                    return true;
                }
            }
            return false;
        } catch (CertificateException e) {
            throw new IOException(e);
        }
    }

    private static List<X509Certificate> read(Path path) throws IOException {
        try {
            return Certificates.parse(Files.readString(path));
        } catch (CertificateException e) {
            throw new IOException("%s is no certificate in PEM: %s".formatted(path, e.getMessage()), e);
        } catch (IOException e) {
            throw new IOException(
                    "%s cannot be read: %s".formatted(path, e.getClass().getSimpleName()), e);
        }
    }
}
