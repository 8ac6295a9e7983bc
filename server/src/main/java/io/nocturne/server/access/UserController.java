package io.nocturne.server.access;

import io.nocturne.model.access.Role;
import io.nocturne.server.access.store.User;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Users and their roles; for admins.
@Tag(name = "Users")
@RestController
@RequestMapping("/api/v1/users")
class UserController {

    private final Users users;
    private final DiskGate disk;

    UserController(Users users, DiskGate disk) {
        this.users = users;
        this.disk = disk;
    }

    @Operation(
            summary = "Users by name, page by page",
            description = "At most `limit` of them; a `Link` header with rel=next is the address of the next page.")
    @GetMapping
    ResponseEntity<List<UserView>> list(
            @Parameter(description = "From the `Link` header of the page before; absent means from the first.")
                    @RequestParam(required = false)
                    @Nullable
                    String cursor,
            @Parameter(description = "How many at most, 1 to 1,000.") @RequestParam(defaultValue = Page.DEFAULT_LIMIT)
                    int limit) {
        return Page.of(users.all().stream().sorted(Comparator.comparing(User::username)), User::username, cursor, limit)
                .map(UserView::of)
                .answer("/api/v1/users", limit);
    }

    @Operation(summary = "Makes a user")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    UserView create(
            @RequestBody NewUser user,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        return UserView.of(users.create(user.username(), user.password(), user.role(), caller.origin(request)));
    }

    @Operation(summary = "Changes a user's password or role and ends their sign-ins")
    @PutMapping("/{username}")
    UserView change(
            @PathVariable String username,
            @RequestBody UserChange change,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        disk.require();
        return UserView.of(users.change(username, change.password(), change.role(), caller.origin(request)));
    }

    @Operation(summary = "Deletes a user and ends their sign-ins")
    @DeleteMapping("/{username}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable String username,
            @Parameter(hidden = true) @AuthenticationPrincipal Caller caller,
            HttpServletRequest request) {
        users.delete(username, caller.origin(request));
    }

    /// A user as lists show it; never a password or its hash.
    record UserView(String username, Role role, Instant createdAt) {

        static UserView of(User user) {
            return new UserView(user.username(), user.role(), user.createdAt());
        }
    }

    /// A user to be made.
    record NewUser(
            @Nullable String username,
            @Nullable String password,
            @Nullable Role role) {

        @Override
        public String toString() {
            return "NewUser[username=" + username + ", password=<hidden>, role=" + role + "]";
        }
    }

    /// What is to change; what is absent stays.
    record UserChange(@Nullable String password, @Nullable Role role) {

        @Override
        public String toString() {
            return "UserChange[password=<hidden>, role=" + role + "]";
        }
    }
}
