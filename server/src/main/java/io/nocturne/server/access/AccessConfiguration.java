package io.nocturne.server.access;

import io.nocturne.model.access.Role;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

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
    EndpointRules endpointRules() {
        return new EndpointRules();
    }

    @Bean
    JwtTokens jwtTokens(DataDirectory data, Clock clock, SecureRandom random) {
        return new JwtTokens(SigningKey.open(data, random), clock);
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
            HttpSecurity http, BearerTokenFilter tokens, EndpointRules rules, Problems problems) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(Customizer.withDefaults())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(tokens, AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().access(byTable(rules)))
                .exceptionHandling(failures -> failures.authenticationEntryPoint(
                                (request, response, e) -> refuseUnnamed(response, problems))
                        .accessDeniedHandler((request, response, e) -> refuse(request, response, rules, problems)))
                .build();
    }

    private static void refuseUnnamed(HttpServletResponse response, Problems problems) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        problems.write(response, ProblemCode.TOKEN_INVALID, "this needs Authorization: Bearer with an access token");
    }

    private static void refuse(
            HttpServletRequest request, HttpServletResponse response, EndpointRules rules, Problems problems)
            throws IOException {
        Optional<EndpointRules.Rule> rule = rules.find(request);
        if (rule.isEmpty()) {
            String what = "there is nothing at %s %s".formatted(request.getMethod(), request.getRequestURI());
            problems.write(response, ProblemCode.NOT_FOUND, what);
            return;
        }
        String needed = rule.get().role().map(Role::name).orElse("").toLowerCase(Locale.ROOT);
        problems.write(response, ProblemCode.ROLE_INSUFFICIENT, "this needs the role %s".formatted(needed));
    }

    private static AuthorizationManager<RequestAuthorizationContext> byTable(EndpointRules rules) {
        return (authentication, context) -> {
            boolean granted = rules.find(context.getRequest())
                    .map(rule -> rule.role()
                            .map(needed -> hasRole(authentication.get(), needed))
                            .orElse(true))
                    .orElse(false);
            return new AuthorizationDecision(granted);
        };
    }

    private static boolean hasRole(@Nullable Authentication authentication, Role needed) {
        return authentication instanceof CallerAuthentication known
                && known.caller().role().includes(needed);
    }
}
