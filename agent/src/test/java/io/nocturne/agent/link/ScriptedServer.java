package io.nocturne.agent.link;

import io.nocturne.model.fleet.AgentEvent;
import io.nocturne.model.fleet.AgentEvents;
import io.nocturne.model.fleet.EnrollRequest;
import io.nocturne.model.json.WireJson;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.sample.IngestReceipt;
import io.nocturne.model.sample.IngestRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A server on real sockets: https with its own CA, and http that leads there. It takes deliveries as the
/// real one does, each snapshot once by its number, unless a scripted answer is due.
///
/// **Threads** - safe; guarded by itself.
public final class ScriptedServer implements AutoCloseable {

    public static final String TOKEN = "enrollment-token";

    private final JsonMapper json = WireJson.mapper();
    private final HeldCertificate authority = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("Test CA")
            .build();
    private final MockWebServer secure = new MockWebServer();
    private final MockWebServer plain = new MockWebServer();
    private final Deque<MockResponse> script = new ArrayDeque<>();
    private final List<RecordedRequest> requests = new ArrayList<>();
    private final List<RecordedRequest> plainRequests = new ArrayList<>();
    private final Map<Long, Double> stored = new TreeMap<>();
    private final List<String> knownLayouts = new ArrayList<>();
    private final List<AgentEvent> events = new ArrayList<>();
    private @Nullable MockResponse eventAnswer;
    private int enrollments;
    private int receiptsToLose;
    private @Nullable String location;

    /// A server whose certificate names these hosts.
    public ScriptedServer(String... hosts) {
        HeldCertificate.Builder leaf = new HeldCertificate.Builder().signedBy(authority);
        for (String host : hosts) {
            leaf.addSubjectAlternativeName(host);
        }
        HandshakeCertificates certificates = new HandshakeCertificates.Builder()
                .heldCertificate(leaf.build(), authority.certificate())
                .build();
        secure.useHttps(certificates.sslSocketFactory());
        secure.setDispatcher(dispatcher(this::answer));
        plain.setDispatcher(dispatcher(this::answerPlain));
        try {
            secure.start(InetAddress.getLoopbackAddress(), 0);
            plain.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "https://localhost:" + secure.getPort();
    }

    public String plainAddress() {
        return "http://localhost:" + plain.getPort();
    }

    public HeldCertificate authority() {
        return authority;
    }

    /// Answers the next deliveries so; after that they are taken.
    public synchronized void script(MockResponse... answers) {
        script.addAll(List.of(answers));
    }

    /// Stores the next deliveries that no script answers, and then breaks the connection instead of saying
    /// so.
    public synchronized void loseReceipts(int count) {
        receiptsToLose = count;
    }

    /// Leads http somewhere else; the default is here.
    public synchronized void leadTo(String elsewhere) {
        location = elsewhere;
    }

    /// Forgets every layout and every credential, as a server with a new database.
    public synchronized void forgetAll() {
        knownLayouts.clear();
        enrollments += 100;
    }

    public synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    public synchronized List<RecordedRequest> plainRequests() {
        return List.copyOf(plainRequests);
    }

    /// What was stored: the first value of each snapshot (0 for an absent one) by its number, in order of
    /// the numbers.
    public synchronized Map<Long, Double> stored() {
        return new TreeMap<>(stored);
    }

    /// The events that were taken, in the order in which they came.
    public synchronized List<AgentEvent> events() {
        return List.copyOf(events);
    }

    /// Answers events so from now on; null takes them again.
    public synchronized void answerEvents(@Nullable MockResponse answer) {
        eventAnswer = answer;
    }

    public static MockResponse problem(ProblemCode code) {
        return new MockResponse.Builder()
                .code(code.status())
                .setHeader("Content-Type", "application/problem+json")
                .body("{\"status\":%d,\"code\":\"%s\",\"detail\":\"scripted\"}".formatted(code.status(), code.code()))
                .build();
    }

    @Override
    public void close() {
        secure.close();
        plain.close();
    }

    private synchronized MockResponse answer(RecordedRequest request) {
        requests.add(request);
        String body = request.getBody() == null ? "" : request.getBody().utf8();
        return switch (request.getUrl().encodedPath()) {
            case "/api/v1/agents/enroll" -> enroll(json.readValue(body, EnrollRequest.class));
            case "/api/v1/agents/events" -> takeEvents(request.getHeaders().get("Authorization"), body);
            case "/api/v1/ingest" -> ingest(request.getHeaders().get("Authorization"), body);
            default -> problem(ProblemCode.NOT_FOUND);
        };
    }

    private MockResponse enroll(EnrollRequest request) {
        if (!request.token().equals(TOKEN)) {
            return problem(ProblemCode.ENROLLMENT_REFUSED);
        }
        enrollments++;
        return ok("{\"hostId\":\"h\",\"agentId\":\"a\",\"credential\":\"credential-%d\"}".formatted(enrollments));
    }

    private MockResponse takeEvents(@Nullable String authorization, String body) {
        MockResponse scripted = eventAnswer;
        if (scripted != null) {
            return scripted;
        }
        if (!("Bearer credential-" + enrollments).equals(authorization)) {
            return problem(ProblemCode.TOKEN_INVALID);
        }
        for (AgentEvent event : json.readValue(body, AgentEvents.class).events()) {
            if (!events.contains(event)) {
                events.add(event);
            }
        }
        return new MockResponse.Builder().code(204).build();
    }

    private MockResponse ingest(@Nullable String authorization, String body) {
        if (!script.isEmpty()) {
            return script.removeFirst();
        }
        if (!("Bearer credential-" + enrollments).equals(authorization)) {
            return problem(ProblemCode.TOKEN_INVALID);
        }
        IngestRequest request = json.readValue(body, IngestRequest.class);
        String layoutId = request.layout() == null
                ? String.valueOf(request.layoutId())
                : request.layout().id();
        if (request.layout() != null) {
            knownLayouts.add(layoutId);
        } else if (!knownLayouts.contains(layoutId)) {
            return problem(ProblemCode.LAYOUT_UNKNOWN);
        }
        int accepted = 0;
        for (int i = 0; i < request.snapshots().size(); i++) {
            double first = request.snapshots().get(i).values().find(0).orElse(0);
            accepted += stored.putIfAbsent(request.sequence() + i, first) == null ? 1 : 0;
        }
        if (receiptsToLose > 0) {
            receiptsToLose--;
            return new MockResponse.Builder()
                    .onResponseStart(new SocketEffect.CloseSocket())
                    .build();
        }
        int duplicate = request.snapshots().size() - accepted;
        return ok(json.writeValueAsString(new IngestReceipt(layoutId, accepted, duplicate, List.of())));
    }

    private synchronized MockResponse answerPlain(RecordedRequest request) {
        plainRequests.add(request);
        String target = location == null ? address() + "/" : location;
        return new MockResponse.Builder()
                .code(308)
                .setHeader("Location", target)
                .build();
    }

    private static MockResponse ok(String body) {
        return new MockResponse.Builder()
                .setHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    private static Dispatcher dispatcher(Function<RecordedRequest, MockResponse> answer) {
        return new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer.apply(request);
            }
        };
    }
}
