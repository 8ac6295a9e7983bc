package io.nocturne.server.access;

import io.nocturne.model.access.LoginRequest;
import io.nocturne.model.access.Me;
import io.nocturne.model.access.RefreshRequest;
import io.nocturne.model.access.TokenPair;
import io.nocturne.server.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Sign-in, the next token pair, sign-out.
@Tag(name = "Signing in")
@RestController
@RequestMapping("/api/v1/auth")
class AuthController {

    private final SignIn signIn;

    AuthController(SignIn signIn) {
        this.signIn = signIn;
    }

    @Operation(summary = "Signs a user in")
    @PostMapping("/login")
    TokenPair login(@RequestBody LoginRequest request, HttpServletRequest connection) {
        require(request.username(), "username");
        require(request.password(), "password");
        return signIn.login(request.username(), request.password(), connection.getRemoteAddr());
    }

    @Operation(
            summary =
                    "Gives the next token pair for a refresh token, which works once, and the same again for 30 seconds")
    @PostMapping("/refresh")
    TokenPair refresh(@RequestBody RefreshRequest request, HttpServletRequest connection) {
        require(request.refreshToken(), "refreshToken");
        return signIn.refresh(request.refreshToken(), connection.getRemoteAddr());
    }

    @Operation(summary = "Ends the sign-in that a refresh token belongs to, at once")
    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logout(@RequestBody RefreshRequest request, HttpServletRequest connection) {
        require(request.refreshToken(), "refreshToken");
        signIn.logout(request.refreshToken(), connection.getRemoteAddr());
    }

    @Operation(summary = "Says who the caller is")
    @GetMapping("/me")
    Me me(@Parameter(hidden = true) @AuthenticationPrincipal Caller caller) {
        return new Me(caller.name(), caller.role());
    }

    private static void require(String value, String field) {
        if (value == null || value.isEmpty()) {
            throw ProblemException.invalid("'%s' is missing".formatted(field));
        }
    }
}
