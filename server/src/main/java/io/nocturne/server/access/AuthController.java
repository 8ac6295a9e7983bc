package io.nocturne.server.access;

import io.nocturne.model.access.LoginRequest;
import io.nocturne.model.access.Me;
import io.nocturne.model.access.RefreshRequest;
import io.nocturne.model.access.TokenPair;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.platform.ProblemException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Sign-in, the next token pair, sign-out.
@RestController
@RequestMapping("/api/v1/auth")
class AuthController {

    private final SignIn signIn;

    AuthController(SignIn signIn) {
        this.signIn = signIn;
    }

    @PostMapping("/login")
    TokenPair login(@RequestBody LoginRequest request) {
        require(request.username(), "username");
        require(request.password(), "password");
        return signIn.login(request.username(), request.password());
    }

    @PostMapping("/refresh")
    TokenPair refresh(@RequestBody RefreshRequest request) {
        require(request.refreshToken(), "refreshToken");
        return signIn.refresh(request.refreshToken());
    }

    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logout(@RequestBody RefreshRequest request) {
        require(request.refreshToken(), "refreshToken");
        signIn.logout(request.refreshToken());
    }

    @GetMapping("/me")
    Me me(@AuthenticationPrincipal Caller caller) {
        return new Me(caller.name(), caller.role());
    }

    private static void require(String value, String field) {
        if (value == null || value.isEmpty()) {
            throw new ProblemException(ProblemCode.REQUEST_INVALID, "'%s' is missing".formatted(field));
        }
    }
}
