package io.nocturne.agent.collect.linux;

import java.util.regex.Pattern;

/// Tells the interfaces that are reported from those that only pass traffic on inside the host.
///
/// **Shape** - left out are the loopback, the host's ends of containers and virtual machines, the bridges
/// that container engines make (others are an operator's own and stay), interfaces that shape or swallow
/// traffic, and the fallback ends of tunnels.
final class RealInterfaces {

    private static final Pattern INTERNAL = Pattern.compile(String.join(
            "|",
            "lo",
            "(veth|cali|lxc|cni|flannel).*",
            "(docker|virbr|vnet|ifb|dummy)\\d+",
            "br-[0-9a-f]{12}",
            // What the kernel makes by itself when a tunnel module is loaded; an operator's own have other numbers.
            "(gre|gretap|erspan|sit|tunl|ip6tnl|ip6gre|ip_vti|ip6_vti)0"));

    private RealInterfaces() {}

    /// Asked once for each new interface, so a pattern is cheap enough.
    static boolean includes(String name) {
        return !INTERNAL.matcher(name).matches();
    }
}
