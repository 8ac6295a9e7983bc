package io.nocturne.server.ingest;

import io.nocturne.model.sample.IngestReceipt;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.server.access.Caller;
import io.nocturne.server.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Where agents deliver. The host is the credential's, never the body's.
@Tag(name = "Ingest")
@RestController
class IngestController {

    private static final String PROTOBUF = "application/x-protobuf";

    private final IngestService ingest;

    IngestController(IngestService ingest) {
        this.ingest = ingest;
    }

    @Operation(summary = "Takes an agent's snapshots; answers when they are durable")
    @PostMapping(path = "/api/v1/ingest", consumes = MediaType.APPLICATION_JSON_VALUE)
    IngestReceipt accept(
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller, @RequestBody IngestRequest request) {
        return accept(caller, Delivery.of(request));
    }

    @Operation(summary = "The same in protobuf, as docs/ingest.proto describes it; the answer is JSON")
    @PostMapping(path = "/api/v1/ingest", consumes = PROTOBUF)
    IngestReceipt acceptProtobuf(
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller, @RequestBody byte[] body) {
        return accept(caller, read(body));
    }

    private static Delivery read(byte[] body) {
        try {
            return ProtobufDelivery.read(body);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        }
    }

    private IngestReceipt accept(Caller caller, Delivery delivery) {
        return ingest.accept(UUID.fromString(caller.requireAgentId()), UUID.fromString(caller.name()), delivery);
    }
}
