package io.nocturne.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.json.WireJson;
import io.nocturne.server.FakeClock;
import io.nocturne.server.platform.web.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.web.socket.handler.TextWebSocketHandler;

class LiveDoorTest {

    private final FakeClock clock = new FakeClock(Instant.EPOCH);
    private final LiveDoor door = new LiveDoor(clock, new Problems(WireJson.mapper()), Duration.ZERO);
    private MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void whoOpensEverMoreConnectionsIsRefusedAndOthersAreNot() throws Exception {
        for (int i = 0; i < LiveDoor.AT_ONCE; i++) {
            assertThat(opens("flooder")).isTrue();
        }

        assertThat(opens("flooder")).isFalse();
        assertThat(response.getStatus()).isEqualTo(429);
        assertThat(response.getHeader("Retry-After")).isNotNull();
        assertThat(response.getContentAsString()).contains("overloaded", "200 live connections");
        assertThat(opens("operator")).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(opens("flooder")).isTrue();
        assertThat(opens("flooder")).isFalse();
    }

    private boolean opens(String user) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/live");
        request.setUserPrincipal(new TestingAuthenticationToken(user, ""));
        response = new MockHttpServletResponse();
        return door.beforeHandshake(
                new ServletServerHttpRequest(request),
                new ServletServerHttpResponse(response),
                new TextWebSocketHandler(),
                new HashMap<>());
    }
}
