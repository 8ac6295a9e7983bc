package io.nocturne.server.backup;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.text.PlainText;
import io.nocturne.server.platform.database.TableHold;
import io.nocturne.server.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Makes a backup while the server runs. Only for callers on its own machine: the copy is written there,
/// keys and all.
@Tag(name = "Server")
@RestController
class BackupController {

    private static final int MAX_PATH = 4_096;
    private static final Logger log = LoggerFactory.getLogger(BackupController.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BackupMaker maker;
    private final TableHold tables;

    BackupController(BackupMaker maker, TableHold tables) {
        this.maker = maker;
        this.tables = tables;
    }

    @Operation(summary = "Writes a backup into a directory of the server's machine; answers when it is whole")
    @PostMapping("/api/v1/backup")
    BackupReceipt backup(@RequestBody BackupRequest request, HttpServletRequest http) throws InterruptedException {
        if (!InetAddress.ofLiteral(http.getRemoteAddr()).isLoopbackAddress()) {
            throw new ProblemException(
                    ProblemCode.ROLE_INSUFFICIENT, "a backup is asked for on the server's own machine");
        }
        Path directory = directory(request);
        try (TableHold.Held _ = tables.hold(PATIENCE)
                .orElseThrow(() -> new ProblemException(ProblemCode.CONFLICT, "another backup is being made"))) {
            return write(directory);
        }
    }

    private BackupReceipt write(Path directory) {
        try {
            BackupReceipt receipt = maker.write(directory);
            log.info("made a backup of {} rows, {} bytes: {}", receipt.rows(), receipt.bytes(), directory);
            return receipt;
        } catch (BackupRefusedException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            log.error("the backup {} could not be made", directory, e);
            throw new ProblemException(ProblemCode.INTERNAL, "the backup could not be made: " + e.getMessage());
        }
    }

    private static Path directory(BackupRequest request) {
        String directory = request.directory();
        if (directory == null || directory.isBlank()) {
            throw ProblemException.invalid("directory is missing");
        }
        try {
            return Path.of(PlainText.require("directory", directory, MAX_PATH)).normalize();
        } catch (InvalidPathException e) {
            throw ProblemException.invalid("directory is no path: " + e.getReason());
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        }
    }
}
