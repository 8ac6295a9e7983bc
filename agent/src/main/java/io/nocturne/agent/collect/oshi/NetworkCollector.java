package io.nocturne.agent.collect.oshi;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Series;
import io.nocturne.agent.collect.Ticker;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import oshi.hardware.NetworkIF;

/// What the network interfaces carry.
///
/// **Shape** - left out are the layers that Windows puts on top of an interface and its tunnels, which count
/// the same bytes again, and the interfaces that macOS makes for itself. An interface is called as the system
/// shows it to people: by its alias on Windows ("Ethernet 2"), by its name elsewhere ("en0").
/// **Source** - OSHI's network interfaces without the loopback.
final class NetworkCollector implements Collector {

    private static final Pattern INTERNAL = Pattern.compile(String.join(
            "|",
            // Windows: "Intel(R) Ethernet-WFP Native MAC Layer LightWeight Filter-0000"
            ".*(Filter|Filter Driver|Packet Scheduler)-\\d{4}",
            "WAN Miniport .*|Microsoft Kernel Debug Network Adapter.*",
            "(Microsoft )?(Teredo|6to4|IP-HTTPS|ISATAP).*",
            // macOS
            "(awdl|llw|anpi|ap|gif|stf|XHC)\\d+"));

    private final Devices<NetworkIF, InterfaceSeries> interfaces;

    /// **Shape** - `admission` is asked for each new interface.
    NetworkCollector(Supplier<List<NetworkIF>> listing, Predicate<String> admission, Ticker ticker) {
        interfaces = new Devices<>(new Interfaces(listing, admission, ticker), ticker);
    }

    @Override
    public String name() {
        return "network";
    }

    @Override
    public List<Series> series() {
        return interfaces.series();
    }

    @Override
    public void collect() {
        interfaces.read();
    }

    private record Interfaces(Supplier<List<NetworkIF>> listing, Predicate<String> admission, Ticker ticker)
            implements Devices.Source<NetworkIF, InterfaceSeries> {

        @Override
        public List<NetworkIF> list() {
            return listing.get();
        }

        @Override
        public String key(NetworkIF network) {
            return label(network);
        }

        @Override
        public Optional<InterfaceSeries> admit(NetworkIF network) {
            String name = label(network);
            boolean internal = INTERNAL.matcher(name).matches()
                    || INTERNAL.matcher(network.getDisplayName()).matches();
            return !internal && !name.isBlank() && admission.test(name)
                    ? Optional.of(new InterfaceSeries(name, ticker))
                    : Optional.empty();
        }

        @Override
        public boolean update(NetworkIF network) {
            return network.updateAttributes();
        }

        /// Elsewhere than on Windows an alias is a remark of the operator.
        private static String label(NetworkIF network) {
            boolean named = network.getName().equals(network.getDisplayName())
                    || network.getIfAlias().isBlank();
            return named ? network.getName() : network.getIfAlias();
        }
    }
}
