import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Makes the agent that is shipped: its own Java runtime, one shrunk jar, and an archive of its classes.
///
/// **Shape** - `java BuildImage.java libraries TARGET` unpacks the platform's classes for the shrinker;
/// `java BuildImage.java image SOURCE TARGET VERSION` makes `TARGET/image` of `TARGET/shrunk.jar`.
/// The archive holds what a training run loads: an agent that enrolls at a small TLS server made here,
/// delivers a few times and is stopped.
final class BuildImage {

    private static final List<String> MODULES = List.of("java.base", "java.logging", "jdk.unsupported");
    private static final String MAIN = "io.nocturne.agent.AgentMain";
    private static final String PASSWORD = "training";

    private BuildImage() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "libraries" -> libraries(Path.of(arguments[1]));
            case "image" -> image(Path.of(arguments[1]), Path.of(arguments[2]), arguments[3]);
            default -> throw new IllegalArgumentException("libraries or image, not " + arguments[0]);
        }
    }

    /// A JDK 25 has no folder of modules that a shrinker could read.
    private static void libraries(Path target) throws Exception {
        Path folder = target.resolve("platform");
        if (Files.isDirectory(folder)) {
            return;
        }
        Path next = fresh(target.resolve("platform.new"));
        String include = String.join(
                ",", MODULES.stream().map(module -> "regex:/" + module + "/.*").toList());
        run(jdk("jimage"), "extract", "--dir", next.toString(), "--include", include, home().resolve("lib/modules").toString());
        Files.move(next, folder);
    }

    private static void image(Path source, Path target, String version) throws Exception {
        Path image = target.resolve("image");
        Path next = fresh(target.resolve("image.new"));
        run(
                jdk("jlink"),
                "--add-modules",
                String.join(",", MODULES),
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                next.resolve("runtime").toString());
        Path lib = Files.createDirectories(next.resolve("lib"));
        repack(target.resolve("shrunk.jar"), lib.resolve("nocturne-agent.jar"), version);
        Files.copy(source.resolve("jvm.options"), lib.resolve("jvm.options"));
        Path program = Files.createDirectories(next.resolve("bin")).resolve("nocturne-agent");
        Files.copy(source.resolve("nocturne-agent"), program);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        // Moved first: the archive remembers where its jar was.
        delete(image);
        Files.move(next, image);
        archive(image, fresh(target.resolve("training")));
    }

    /// Leaves the class path of the jar that this one was made of behind.
    private static void repack(Path from, Path to, String version) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, MAIN);
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        try (JarFile shrunk = new JarFile(from.toFile());
                JarOutputStream jar = new JarOutputStream(Files.newOutputStream(to), manifest)) {
            for (Enumeration<JarEntry> entries = shrunk.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.isDirectory() || entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    continue;
                }
                jar.putNextEntry(new JarEntry(entry.getName()));
                try (InputStream bytes = shrunk.getInputStream(entry)) {
                    bytes.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
    }

    private static void archive(Path image, Path scratch) throws Exception {
        Path list = scratch.resolve("classes.lst");
        train(image, scratch, list);
        List<String> dump = java(image);
        dump.addAll(List.of(
                "-Xshare:dump",
                // Dumping needs more than running does.
                "-Xmx128m",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + image.resolve("lib/nocturne-agent.jsa"),
                "-Xlog:cds=error,cds+class=error,aot=error",
                "-cp",
                image.resolve("lib/nocturne-agent.jar").toString()));
        run(dump.toArray(String[]::new));
    }

    private static void train(Path image, Path scratch, Path list) throws Exception {
        Path store = scratch.resolve("server.p12");
        run(
                jdk("keytool"), "-genkeypair", "-alias", "server", "-keyalg", "EC", "-groupname", "secp256r1",
                "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-ext", "bc=ca:true", "-validity", "2",
                "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD);
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        CountDownLatch deliveries = new CountDownLatch(4);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        server.createContext("/", exchange -> answer(exchange, deliveries));
        server.start();
        try {
            List<String> command = java(image);
            command.addAll(List.of(
                    "-Xshare:off",
                    "-XX:DumpLoadedClassList=" + list,
                    "-cp",
                    image.resolve("lib/nocturne-agent.jar").toString(),
                    MAIN,
                    "--interval",
                    "1",
                    "--server-url",
                    "https://localhost:" + server.getAddress().getPort(),
                    "--ca-fingerprint",
                    fingerprint(keys),
                    "--enrollment-token",
                    "training",
                    "--data-dir",
                    scratch.resolve("data").toString()));
            Process agent = process(scratch.resolve("training.log"), command);
            boolean delivered = deliveries.await(60, TimeUnit.SECONDS);
            agent.destroy();
            boolean ended = agent.waitFor(20, TimeUnit.SECONDS);
            if (!delivered || !ended) {
                agent.destroyForcibly();
                throw new IOException("the training run failed:\n" + Files.readString(scratch.resolve("training.log")));
            }
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, CountDownLatch deliveries) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            String answer = "";
            if (path.endsWith("/enroll")) {
                answer = "{\"hostId\":\"h\",\"agentId\":\"a\",\"credential\":\"c\"}";
            } else if (path.endsWith("/ingest")) {
                int snapshots = body.split("\\{\"time\":", -1).length - 1;
                answer = "{\"layoutId\":\"l\",\"accepted\":%d,\"duplicate\":0,\"refused\":[]}".formatted(snapshots);
                deliveries.countDown();
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(bytes.length == 0 ? 204 : 200, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(bytes);
                }
            }
        }
    }

    private static SSLContext context(KeyStore keys) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static String fingerprint(KeyStore keys) throws Exception {
        byte[] certificate = keys.getCertificate("server").getEncoded();
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate));
    }

    private static List<String> java(Path image) {
        return new ArrayList<>(
                List.of(image.resolve("runtime/bin/java").toString(), "@" + image.resolve("lib/jvm.options")));
    }

    private static Path home() {
        return Path.of(System.getProperty("java.home"));
    }

    private static String jdk(String tool) {
        return home().resolve("bin").resolve(tool).toString();
    }

    private static void run(String... command) throws Exception {
        Path log = Files.createTempFile("nocturne-image", ".log");
        try {
            int code = process(log, List.of(command)).waitFor();
            if (code != 0) {
                throw new IOException(command[0] + " ended with " + code + ":\n" + Files.readString(log));
            }
        } finally {
            Files.delete(log);
        }
    }

    private static Process process(Path log, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static Path fresh(Path folder) throws IOException {
        delete(folder);
        return Files.createDirectories(folder);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
