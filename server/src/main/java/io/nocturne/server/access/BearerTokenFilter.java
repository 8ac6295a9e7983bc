package io.nocturne.server.access;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.access.JwtTokens.Verdict;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.platform.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Reads `Authorization: Bearer` and either says who calls or refuses. A request without the header
/// goes on unnamed; the endpoint table decides whether that will do.
class BearerTokenFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(BearerTokenFilter.class);
    private static final String PREFIX = "Bearer ";
    private static final int MAX_LENGTH = 4_096;

    private final JwtTokens tokens;
    private final ServiceTokens serviceTokens;
    private final StandingAccess standing;
    private final AuditLog audit;
    private final Problems problems;

    BearerTokenFilter(
            JwtTokens tokens, ServiceTokens serviceTokens, StandingAccess standing, AuditLog audit, Problems problems) {
        this.tokens = tokens;
        this.serviceTokens = serviceTokens;
        this.standing = standing;
        this.audit = audit;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || EndpointRules.hasOwnToken(request)) {
            chain.doFilter(request, response);
            return;
        }
        Verdict verdict;
        try {
            verdict = judge(header, request.getRemoteAddr());
        } catch (DataAccessException e) {
            log.warn("a token could not be checked, its caller was asked to come again: {}", e.getMessage());
            problems.write(response, ProblemCode.UNAVAILABLE, "the store does not answer now");
            return;
        }
        switch (verdict) {
            case Verdict.Valid valid -> {
                SecurityContext context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(new CallerAuthentication(valid.caller()));
                SecurityContextHolder.setContext(context);
                chain.doFilter(request, response);
            }
            case Verdict.Expired _ -> refuse(response, ProblemCode.TOKEN_EXPIRED, "the access token's time is over");
            case Verdict.Invalid _ -> refuse(response, ProblemCode.TOKEN_INVALID, "the token is not valid here");
        }
    }

    private Verdict judge(String header, String address) {
        Verdict verdict = read(header);
        if (verdict instanceof Verdict.Valid(Caller caller) && !standing.isInForce(caller)) {
            audit.seen(EventKind.TOKEN_REFUSED, new Origin(caller.name(), address), "signed out or revoked");
            return new Verdict.Invalid();
        }
        if (verdict instanceof Verdict.Invalid) {
            audit.seen(EventKind.TOKEN_REFUSED, Origin.unnamed(address), "not a token of this server");
        }
        return verdict;
    }

    private Verdict read(String header) {
        if (!header.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) || header.length() > MAX_LENGTH) {
            return new Verdict.Invalid();
        }
        String token = header.substring(PREFIX.length()).strip();
        return token.startsWith(ServiceTokens.PREFIX) ? serviceTokens.verify(token) : tokens.verify(token);
    }

    private void refuse(HttpServletResponse response, ProblemCode code, String detail) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
        problems.write(response, code, detail);
    }
}
