package io.nocturne.bench.agent;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Other agents under the same load, as their packages ship them, each asked as often as ours reads.
///
/// **Source** - the exporter's `/metrics`; Zabbix' passive checks ("ZBXD", a flag, the length in little
/// endian, the key), https://www.zabbix.com/documentation/current/en/manual/appendix/protocols/header_datalen.
final class Peers implements Closeable {

    private static final Path NODE_EXPORTER = Path.of("/usr/bin/prometheus-node-exporter");
    private static final Path ZABBIX_AGENT = Path.of("/usr/sbin/zabbix_agent2");
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final List<String> ZABBIX_KEYS = List.of(
            "system.cpu.util[,user]",
            "system.cpu.util[,system]",
            "system.cpu.util[,iowait]",
            "system.cpu.load[all,avg1]",
            "vm.memory.size[available]",
            "vm.memory.size[total]",
            "vm.memory.size[cached]",
            "system.swap.size[,used]",
            "vfs.fs.size[/,used]",
            "vfs.fs.inode[/,free]",
            "vfs.dev.read[,operations]",
            "vfs.dev.write[,operations]",
            "net.if.discovery",
            "proc.num[]",
            "proc.mem[,,max]",
            "system.uptime",
            "net.tcp.socket.count[,,,,established]");

    private final List<Watched> watched = new ArrayList<>();
    private final int exporterPort;
    private final int zabbixPort;

    Peers(Path folder, int exporterPort, int zabbixPort) throws IOException {
        this.exporterPort = exporterPort;
        this.zabbixPort = zabbixPort;
        if (Files.isExecutable(NODE_EXPORTER)) {
            start(
                    folder,
                    "prometheus-node-exporter",
                    NODE_EXPORTER.toString(),
                    "--web.listen-address=127.0.0.1:" + exporterPort);
        } else {
            System.out.println(NODE_EXPORTER + " is not installed: not measured");
        }
        if (Files.isExecutable(ZABBIX_AGENT)) {
            Path config = Files.writeString(folder.resolve("zabbix.conf"), """
                    LogType=console
                    ListenIP=127.0.0.1
                    ListenPort=%d
                    Server=127.0.0.1
                    Hostname=bench
                    PidFile=%s
                    ControlSocket=%s
                    """.formatted(
                            zabbixPort, folder.resolve("zabbix.pid"), folder.resolve("zabbix.sock")));
            start(folder, "zabbix-agent2", ZABBIX_AGENT.toString(), "-f", "-c", config.toString());
        } else {
            System.out.println(ZABBIX_AGENT + " is not installed: not measured");
        }
    }

    List<Watched> watched() {
        return watched;
    }

    /// Asks each for everything, once.
    void poll() throws IOException {
        for (Watched peer : watched) {
            if (peer.name().startsWith("zabbix")) {
                for (String key : ZABBIX_KEYS) {
                    askZabbix(key);
                }
            } else {
                askExporter();
            }
        }
    }

    @Override
    public void close() {
        watched.forEach(peer -> peer.process().destroy());
    }

    private void start(Path folder, String name, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        watched.add(new Watched(name, process));
    }

    private void askExporter() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + exporterPort + "/metrics")
                .toURL()
                .openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try (var body = connection.getInputStream()) {
            body.transferTo(OutputStream.nullOutputStream());
        }
    }

    private void askZabbix(String key) throws IOException {
        byte[] text = key.getBytes(StandardCharsets.UTF_8);
        byte[] request = ByteBuffer.allocate(13 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("ZBXD".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .putLong(text.length)
                .put(text)
                .array();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), zabbixPort)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request);
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }
}
