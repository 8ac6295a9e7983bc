package io.nocturne.server.platform.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/// Every name and address by which clients may reach this server.
///
/// **Shape** - DNS names in lower case, addresses as the JDK prints them; at least `localhost`.
record SubjectNames(Set<String> dnsNames, Set<String> addresses) {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+");
    private static final Pattern DNS_NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,252})");

    /// Loopback, the host's own name, every address of an interface that is up, and the configured
    /// ones.
    static SubjectNames ofThisHost(Collection<String> configured) throws IOException {
        Set<String> names = new LinkedHashSet<>(List.of("localhost"));
        Set<String> addresses = new TreeSet<>(List.of("127.0.0.1", canonical("::1")));
        names.addAll(hostNames());
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            if (network.isUp()) {
                network.inetAddresses()
                        .filter(address -> !address.isLinkLocalAddress())
                        .forEach(address ->
                                addresses.add(address.getHostAddress().replaceFirst("%.*", "")));
            }
        }
        for (String name : configured) {
            if (ADDRESS.matcher(name).matches()) {
                addresses.add(canonical(name));
            } else {
                names.add(name.toLowerCase(Locale.ROOT));
            }
        }
        names.removeIf(name -> !DNS_NAME.matcher(name).matches());
        return new SubjectNames(names, addresses);
    }

    /// The name that stands in the certificate's subject: the host's own rather than localhost.
    String primary() {
        return dnsNames.stream()
                .filter(name -> !name.equals("localhost") && name.length() <= 64)
                .findFirst()
                .orElse("localhost");
    }

    boolean coveredBy(X509Certificate certificate) throws CertificateParsingException {
        Set<String> covered = new TreeSet<>();
        Collection<List<?>> present = certificate.getSubjectAlternativeNames();
        if (present != null) {
            present.forEach(entry -> covered.add(String.valueOf(entry.get(1))));
        }
        return covered.containsAll(dnsNames) && covered.containsAll(addresses);
    }

    GeneralNames extension() {
        return new GeneralNames(Stream.concat(
                        dnsNames.stream().map(name -> new GeneralName(GeneralName.dNSName, name)),
                        addresses.stream().map(address -> new GeneralName(GeneralName.iPAddress, address)))
                .toArray(GeneralName[]::new));
    }

    @Override
    public String toString() {
        return dnsNames + " " + addresses;
    }

    private static List<String> hostNames() {
        try {
            InetAddress local = InetAddress.getLocalHost();
            return List.of(
                    local.getHostName().toLowerCase(Locale.ROOT),
                    local.getCanonicalHostName().toLowerCase(Locale.ROOT));
        } catch (UnknownHostException e) {
            // A host whose own name does not resolve is reached by address.
            return List.of();
        }
    }

    private static String canonical(String address) throws UnknownHostException {
        return InetAddress.getByName(address).getHostAddress();
    }
}
