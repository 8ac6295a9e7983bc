package io.nocturne.agent.send;

import io.nocturne.agent.buffer.OutboundBatch;
import io.nocturne.agent.json.JsonObject;
import io.nocturne.agent.link.Answer;
import io.nocturne.agent.link.Credential;
import io.nocturne.agent.link.Enrollment;
import io.nocturne.agent.link.Failures;
import io.nocturne.agent.link.SecureServer;
import io.nocturne.agent.link.ServerDoor;
import io.nocturne.model.problem.ProblemCode;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// Delivers by HTTPS.
///
/// **Shape** - only an answer with one of Nocturne's own problem codes can reject data; any other failure
/// may come from something in between (a proxy, a half-started server) and means later.
/// **Threads** - confined to "send".
public final class HttpBatchSender implements BatchSender {

    private static final Logger log = LoggerFactory.getLogger(HttpBatchSender.class);
    private static final int PAYLOAD_TOO_LARGE = 413;

    private final ServerDoor door;
    private final Enrollment enrollment;
    private final IngestWriter writer;

    public HttpBatchSender(ServerDoor door, Enrollment enrollment, Duration interval, InstantSource clock) {
        this.door = door;
        this.enrollment = enrollment;
        this.writer = new IngestWriter(interval, clock);
    }

    @Override
    public SendResult send(OutboundBatch batch, LayoutForm layout) {
        try {
            SecureServer server = door.open();
            Credential credential = enrollment.credential(server);
            Answer answer = server.post("ingest", writer.write(batch, layout), credential.credential());
            return answer.isSuccess() ? receipt(batch, answer) : refusal(credential, answer);
        } catch (IOException e) {
            door.forget();
            return SendResult.RetryLater.because(Failures.describe(e));
        }
    }

    private SendResult receipt(OutboundBatch batch, Answer answer) {
        try {
            JsonObject receipt = JsonObject.parse(answer.body());
            List<JsonObject> refused = receipt.objects("refused");
            long known = receipt.whole("accepted").orElse(0)
                    + receipt.whole("duplicate").orElse(0)
                    + refused.size();
            if (known == batch.size()) {
                refused.stream()
                        .findFirst()
                        .ifPresent(first -> log.warn(
                                "the server refused {} of {} snapshots: {}",
                                refused.size(),
                                batch.size(),
                                first.text("detail").orElse("")));
                return new SendResult.Delivered(refused.size());
            }
            return SendResult.RetryLater.because(
                    "the receipt speaks of %d snapshots, sent were %d".formatted(known, batch.size()));
        } catch (JacksonException e) {
            return SendResult.RetryLater.because("status %d without a receipt".formatted(answer.status()));
        }
    }

    private SendResult refusal(Credential credential, Answer answer) {
        Optional<ProblemCode> code = answer.problem()
                .flatMap(problem -> Arrays.stream(ProblemCode.values())
                        .filter(known -> known.code().equals(problem.code()))
                        .findFirst());
        String summary = answer.summary();
        if (code.isEmpty()) {
            return answer.status() == PAYLOAD_TOO_LARGE
                    ? new SendResult.TooLarge(summary)
                    : new SendResult.RetryLater(answer.retryAfter(), summary);
        }
        return switch (code.get()) {
            case LAYOUT_UNKNOWN -> new SendResult.LayoutUnknown();
            case TOKEN_INVALID, TOKEN_EXPIRED -> {
                enrollment.refuse(credential);
                yield new SendResult.Unauthorized(summary);
            }
            case REQUEST_TOO_LARGE, REQUEST_TOO_SLOW -> new SendResult.TooLarge(summary);
            case REQUEST_INVALID, MEDIA_TYPE_UNSUPPORTED -> new SendResult.Rejected(summary);
            case CREDENTIALS_WRONG,
                    REFRESH_REFUSED,
                    ENROLLMENT_REFUSED,
                    ROLE_INSUFFICIENT,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    CONFLICT,
                    OVERLOADED,
                    INTERNAL,
                    UNAVAILABLE -> new SendResult.RetryLater(answer.retryAfter(), summary);
        };
    }
}
