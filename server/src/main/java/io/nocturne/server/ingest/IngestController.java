package io.nocturne.server.ingest;

import io.nocturne.model.sample.IngestReceipt;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.server.access.Caller;
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

    private final IngestService ingest;

    IngestController(IngestService ingest) {
        this.ingest = ingest;
    }

    @Operation(summary = "Takes an agent's snapshots; answers when they are durable")
    @PostMapping(path = "/api/v1/ingest", consumes = MediaType.APPLICATION_JSON_VALUE)
    IngestReceipt accept(
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller, @RequestBody IngestRequest request) {
        return ingest.accept(UUID.fromString(caller.requireAgentId()), UUID.fromString(caller.name()), request);
    }
}
