package io.nocturne.server.platform.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Whose the other end of a connection is, for counting.
public final class ClientAddress {

    private static final int NETWORK_BYTES = 8;
    private static final int ADDRESS_BYTES = 16;

    private ClientAddress() {}

    /// An IPv4 address as it is; of an IPv6 address the first 64 bits, because whoever has one has the rest as well.
    public static String network(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six ? network(six) : address;
        } catch (IllegalArgumentException | UnknownHostException e) {
            return address;
        }
    }

    private static String network(Inet6Address address) throws UnknownHostException {
        byte[] network = Arrays.copyOf(Arrays.copyOf(address.getAddress(), NETWORK_BYTES), ADDRESS_BYTES);
        return InetAddress.getByAddress(network).getHostAddress() + "/64";
    }
}
