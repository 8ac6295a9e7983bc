package io.nocturne.server.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Reads a request's body whole, once it is known who calls and that they may: on the connection's own thread, in a
/// time that grows with what has come, and into a bounded part of the heap.
@Component
@Order(BodyFilter.ORDER)
class BodyFilter extends OncePerRequestFilter {

    /// Behind the security chain, which stands at -100.
    static final int ORDER = 0;

    /// Set on a request of which nothing is left to read.
    static final String READ = BodyFilter.class.getName() + ".read";

    private final BodyReader reader;
    private final Problems problems;

    BodyFilter(BodyReader reader, Problems problems) {
        this.reader = reader;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!hasBody(request)) {
            chain.doFilter(request, response);
            return;
        }
        try (BodyReader.Body body = reader.read(request, BodyLimitFilter.limit(request))) {
            request.setAttribute(READ, true);
            chain.doFilter(new Buffered(request, body.bytes()), response);
        } catch (BodyReader.RefusedException e) {
            problems.write(response, e.code(), String.valueOf(e.getMessage()));
        }
    }

    static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private static final class Buffered extends HttpServletRequestWrapper {

        private final byte[] body;

        Buffered(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            return new BytesStream(body);
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8));
        }
    }

    private static final class BytesStream extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        BytesStream(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("the body is there already; it is read at once");
        }
    }
}
