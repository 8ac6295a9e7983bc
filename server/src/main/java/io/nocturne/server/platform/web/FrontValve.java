package io.nocturne.server.platform.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.http.HttpHeaders;

/// What every request passes first: plain HTTP gets a 308 to the same address over HTTPS and nothing else, every
/// answer gets its [SecurityHeaders], and a connection on which a body was refused is closed.
///
/// **Threads** - safe.
final class FrontValve extends ValveBase {

    private static final int PERMANENT_REDIRECT = 308;
    private static final int BAD_REQUEST = 400;
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");
    private static final int MAX_PATH = 8_192;

    /// An answer is lost if its connection is closed while the peer still sends; so what is under way already is read
    /// and thrown away, for this long and no longer.
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final int LINGER_BYTES = 8 << 20;
    private static final int LINGER_PIECE = 16_384;

    private final IntSupplier httpsPort;

    FrontValve(IntSupplier httpsPort) {
        super(true);
        this.httpsPort = httpsPort;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Line.current().ifPresent(Line::asks);
        SecurityHeaders.write(response);
        if (request.isSecure()) {
            getNext().invoke(request, response);
        } else {
            redirect(request, response);
        }
        if (BodyFilter.hasBody(request.getRequest()) && request.getAttribute(BodyFilter.READ) == null) {
            leave(request, response);
        }
    }

    private void redirect(Request request, Response response) {
        Matcher host = HOST.matcher(
                Optional.ofNullable(request.getHeader(HttpHeaders.HOST)).orElse(""));
        String query = request.getQueryString();
        String path = request.getRequestURI() + (query == null ? "" : "?" + query);
        if (!host.matches() || !path.startsWith("/") || path.startsWith("//") || path.length() > MAX_PATH) {
            response.setStatus(BAD_REQUEST);
            ProblemReportValve.write(response);
            return;
        }
        response.setStatus(PERMANENT_REDIRECT);
        response.setHeader(HttpHeaders.LOCATION, "https://" + host.group(1) + ":" + httpsPort.getAsInt() + path);
    }

    private static void leave(Request request, Response response) throws IOException {
        if (!response.isCommitted()) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        response.finishResponse();
        Line.current().ifPresent(line -> linger(request, line));
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }

    private static void linger(Request request, Line line) {
        long end = System.nanoTime() + LINGER.toNanos();
        byte[] piece = new byte[LINGER_PIECE];
        try {
            InputStream in = request.getInputStream();
            int read = 0;
            for (int total = 0; read >= 0 && total < LINGER_BYTES; total += read) {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                if (left.isNegative()) {
                    return;
                }
                line.patience(left);
                read = in.read(piece);
            }
        } catch (IOException | IllegalStateException e) {
            // It sends no more, or too slowly to wait for.
        }
    }
}
