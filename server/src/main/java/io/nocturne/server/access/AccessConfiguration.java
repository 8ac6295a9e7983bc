package io.nocturne.server.access;

import io.nocturne.model.access.Role;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.access.store.AgentCredentialStore;
import io.nocturne.server.access.store.ServiceTokenStore;
import io.nocturne.server.access.store.SessionStore;
import io.nocturne.server.access.store.UserStore;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.loop.BackgroundPart;
import io.nocturne.server.platform.loop.Pace;
import io.nocturne.server.platform.loop.Parts;
import io.nocturne.server.platform.secret.RandomKey;
import io.nocturne.server.platform.secret.Secrets;
import io.nocturne.server.platform.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import javax.crypto.SecretKey;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts the endpoint table in front of every request: no sessions, no cookies, a bearer token or
/// nothing.
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    private static final int BCRYPT_STRENGTH = 11;

    @Bean
    PasswordEncoder passwordEncoder(SecureRandom random) {
        return new BCryptPasswordEncoder(BCRYPT_STRENGTH, random);
    }

    @Bean
    PasswordHashing passwordHashing(PasswordEncoder encoder) {
        return new PasswordHashing(encoder);
    }

    @Bean
    EndpointRules endpointRules() {
        return new EndpointRules();
    }

    /// Whoever deletes it signs everybody out and sends every agent to enroll again.
    @Bean
    SecretKey signingKey(Secrets secrets, SecureRandom random) {
        return RandomKey.open(secrets, "secrets/jwt.key", "HmacSHA256", random);
    }

    @Bean
    JwtTokens jwtTokens(SecretKey signingKey, DataDirectory data, SecureRandom random, Clock clock) {
        return new JwtTokens(signingKey, LocalAdmin.newKey(data, random), clock);
    }

    @Bean
    Sessions sessions(
            SessionStore store,
            UserStore users,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            DiskGate disk,
            Clock clock) {
        return new Sessions(store, users, transaction, events, disk, clock);
    }

    @Bean
    Users users(
            UserStore store,
            SessionStore sessionStore,
            Sessions sessions,
            PasswordHashing hashing,
            TransactionTemplate transaction,
            AuditLog audit,
            Clock clock) {
        return new Users(store, sessionStore, sessions, hashing, transaction, audit, clock);
    }

    @Bean
    SignIn signIn(
            UserStore users,
            Sessions sessions,
            PasswordEncoder encoder,
            PasswordHashing hashing,
            JwtTokens tokens,
            SecretKey signingKey,
            SecretTokens secrets,
            AuditLog audit,
            SecureRandom random,
            Clock clock) {
        return new SignIn(
                users,
                sessions,
                new SignInThrottle(clock),
                new KnownAddresses(random, clock),
                hashing,
                tokens,
                new RefreshTokens(signingKey),
                audit,
                String.valueOf(encoder.encode(secrets.create(""))));
    }

    @Bean
    ServiceTokens serviceTokens(
            ServiceTokenStore store,
            SecretTokens secrets,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock) {
        return new ServiceTokens(store, secrets, audit, events, clock);
    }

    @Bean
    AgentCredentials agentCredentials(
            AgentCredentialStore store, JwtTokens tokens, TransactionTemplate transaction, Clock clock) {
        return new AgentCredentials(store, tokens, transaction, clock);
    }

    @Bean
    StandingAccess standingAccess(Sessions sessions, ServiceTokens serviceTokens, AgentCredentials agents) {
        return new StandingAccess(sessions, serviceTokens, agents);
    }

    @Bean
    BearerTokenFilter bearerTokenFilter(
            JwtTokens tokens, ServiceTokens serviceTokens, StandingAccess standing, AuditLog audit, Problems problems) {
        return new BearerTokenFilter(tokens, serviceTokens, standing, audit, problems);
    }

    @Bean
    AccessTick accessTick(
            Sessions sessions,
            ServiceTokens serviceTokens,
            Parts supervised,
            ExecutorService peerExecutor,
            Clock clock) {
        Pace pace = new Pace(Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofSeconds(5));
        BackgroundPart part = new BackgroundPart(supervised.part("sessions", pace), peerExecutor);
        return new AccessTick(sessions, serviceTokens, part, clock);
    }

    /// The filter belongs to the security chain alone; without this, Boot would add it to every request
    /// a second time.
    @Bean
    FilterRegistrationBean<BearerTokenFilter> bearerTokenFilterOnlyInChain(BearerTokenFilter filter) {
        FilterRegistrationBean<BearerTokenFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http, BearerTokenFilter tokens, EndpointRules rules, AuditLog audit, Problems problems) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                // Every answer has them, also those that never come here.
                .headers(AbstractHttpConfigurer::disable)
                .anonymous(Customizer.withDefaults())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(tokens, AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().access(byTable(rules)))
                .exceptionHandling(failures -> failures.authenticationEntryPoint(
                                (request, response, e) -> refuseUnnamed(response, problems))
                        .accessDeniedHandler(
                                (request, response, e) -> refuse(request, response, rules, audit, problems)))
                .build();
    }

    private static void refuseUnnamed(HttpServletResponse response, Problems problems) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        problems.write(response, ProblemCode.TOKEN_INVALID, "this needs Authorization: Bearer with an access token");
    }

    private static void refuse(
            HttpServletRequest request,
            HttpServletResponse response,
            EndpointRules rules,
            AuditLog audit,
            Problems problems)
            throws IOException {
        Optional<EndpointRules.Rule> rule = rules.find(request);
        if (rule.isEmpty()) {
            String what = "there is nothing at %s %s".formatted(request.getMethod(), request.getRequestURI());
            problems.write(response, ProblemCode.NOT_FOUND, what);
            return;
        }
        Caller caller = Caller.of(SecurityContextHolder.getContext().getAuthentication());
        audit.seen(
                EventKind.ROLE_REFUSED,
                caller.origin(request),
                "%s %s".formatted(rule.get().method(), rule.get().path()));
        String needed = rule.get().role().map(Role::name).orElse("").toLowerCase(Locale.ROOT);
        problems.write(
                response,
                ProblemCode.ROLE_INSUFFICIENT,
                caller.readOnly() && caller.role().includes(rule.get().role().orElse(Role.VIEWER))
                        ? "this token may only read"
                        : "this needs the role %s".formatted(needed));
    }

    private static AuthorizationManager<RequestAuthorizationContext> byTable(EndpointRules rules) {
        return (authentication, context) -> {
            Authentication known = authentication.get();
            boolean granted = rules.find(context.getRequest())
                    .map(rule -> known instanceof CallerAuthentication caller
                            ? rule.admits(caller.caller())
                            : rule.role().isEmpty())
                    .orElse(false);
            return new AuthorizationDecision(granted);
        };
    }

    /// Once a minute, and every few seconds after it failed.
    static final class AccessTick {

        private static final long MILLIS = 5_000;
        private static final Duration EVERY = Duration.ofMinutes(1);

        private final Sessions sessions;
        private final ServiceTokens serviceTokens;
        private final BackgroundPart part;
        private final Clock clock;
        private volatile Instant next;

        AccessTick(Sessions sessions, ServiceTokens serviceTokens, BackgroundPart part, Clock clock) {
            this.sessions = sessions;
            this.serviceTokens = serviceTokens;
            this.part = part;
            this.clock = clock;
            this.next = clock.instant().plus(EVERY);
        }

        @Scheduled(fixedRate = MILLIS)
        void tick() {
            if (!clock.instant().isBefore(next)) {
                part.attempt(() -> {
                    sessions.tidy();
                    serviceTokens.writeUses();
                    next = clock.instant().plus(EVERY);
                });
            }
        }
    }
}
