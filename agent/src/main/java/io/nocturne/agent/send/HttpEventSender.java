package io.nocturne.agent.send;

import io.nocturne.agent.event.EventJson;
import io.nocturne.agent.link.Answer;
import io.nocturne.agent.link.Credential;
import io.nocturne.agent.link.Enrollment;
import io.nocturne.agent.link.Failures;
import io.nocturne.agent.link.SecureServer;
import io.nocturne.agent.link.ServerDoor;
import io.nocturne.model.fleet.AgentEvent;
import io.nocturne.model.problem.ProblemCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Delivers events by HTTPS, with the credential of the snapshots.
///
/// **Shape** - only an answer with one of Nocturne's own problem codes can refuse events, as with snapshots.
/// **Threads** - confined to "send".
public final class HttpEventSender implements EventSender {

    private static final String PATH = "agents/events";

    private final ServerDoor door;
    private final Enrollment enrollment;

    public HttpEventSender(ServerDoor door, Enrollment enrollment) {
        this.door = door;
        this.enrollment = enrollment;
    }

    @Override
    public Result send(List<AgentEvent> events) {
        try {
            SecureServer server = door.open();
            Credential credential = enrollment.credential(server);
            Answer answer = server.post(PATH, EventJson.body(events), credential.credential());
            return answer.isSuccess() ? new Taken() : refusal(credential, answer);
        } catch (IOException e) {
            door.forget();
            return new Later(Optional.empty(), Failures.describe(e));
        }
    }

    private Result refusal(Credential credential, Answer answer) {
        Optional<ProblemCode> code = answer.problem()
                .flatMap(problem -> Arrays.stream(ProblemCode.values())
                        .filter(known -> known.code().equals(problem.code()))
                        .findFirst());
        String summary = answer.summary();
        if (code.isEmpty()) {
            return new Later(answer.retryAfter(), summary);
        }
        return switch (code.get()) {
            case NOT_FOUND, METHOD_NOT_ALLOWED -> new Refused("it knows no events: " + summary);
            case REQUEST_INVALID, REQUEST_TOO_LARGE, MEDIA_TYPE_UNSUPPORTED -> new Refused(summary);
            case TOKEN_INVALID, TOKEN_EXPIRED -> {
                enrollment.refuse(credential);
                yield new Later(Optional.empty(), summary);
            }
            case CREDENTIALS_WRONG,
                    REFRESH_REFUSED,
                    ENROLLMENT_REFUSED,
                    ROLE_INSUFFICIENT,
                    LAYOUT_UNKNOWN,
                    NOT_ACCEPTABLE,
                    REQUEST_TOO_SLOW,
                    CONFLICT,
                    OVERLOADED,
                    INTERNAL,
                    UNAVAILABLE -> new Later(answer.retryAfter(), summary);
        };
    }
}
