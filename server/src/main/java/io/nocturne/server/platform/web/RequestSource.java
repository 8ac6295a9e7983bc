package io.nocturne.server.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/// Whose request the current thread answers, for sharing what is scarce.
final class RequestSource {

    private RequestSource() {}

    /// The caller's name; a stranger's network.
    static String of(HttpServletRequest request) {
        @Nullable Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller == null ? ClientAddress.network(request.getRemoteAddr()) : caller.getName();
    }

    static boolean isKnown() {
        return SecurityContextHolder.getContext().getAuthentication() != null;
    }
}
