package io.nocturne.server.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Hands a request, whose caller is known and whose body is there, to the threads of its [Lane]. The connection's own
/// thread waits meanwhile.
@Component
@Order(LaneFilter.ORDER)
class LaneFilter extends OncePerRequestFilter {

    static final int ORDER = BodyFilter.ORDER + 1;

    private static final Logger log = LoggerFactory.getLogger(LaneFilter.class);

    private final Lanes lanes;
    private final CpuShare share;
    private final Problems problems;

    LaneFilter(Lanes lanes, CpuShare share, Problems problems) {
        this.lanes = lanes;
        this.share = share;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Lane> lane = lanes.of(request);
        if (lane.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        try {
            run(lane.get(), request, response, chain);
        } catch (ProblemException e) {
            // Only the lane's own: what a controller throws has been answered where it was thrown.
            log.debug("{} {}: {}", request.getMethod(), request.getRequestURI(), e.detail());
            problems.write(response, e.code(), e.detail());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server is stopping", e);
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private void run(Lane lane, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws Exception {
        SecurityContext caller = SecurityContextHolder.getContext();
        String source = RequestSource.of(request);
        if (!lanes.computes(lane)) {
            lane.run(source, () -> as(caller, () -> chain.doFilter(request, response)));
            return;
        }
        HttpServletResponse read = new ReaderPace(response, share, Line.current());
        lane.run(source, () -> share.during(() -> as(caller, () -> chain.doFilter(request, read)), lane.patience()));
    }

    private static void as(SecurityContext caller, Lane.Work work) throws Exception {
        SecurityContextHolder.setContext(caller);
        try {
            work.run();
        } finally {
            SecurityContextHolder.clearContext();
        }
    }
}
