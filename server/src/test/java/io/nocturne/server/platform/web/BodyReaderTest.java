package io.nocturne.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.platform.web.BodyReader.Body;
import io.nocturne.server.platform.web.BodyReader.RefusedException;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

class BodyReaderTest {

    private static final int BODY = 10_000;
    private static final long LIMIT = 64L << 10;

    private final BodyReader reader = new BodyReader(8L * BODY, 4L * BODY, 8, () -> 0);

    @AfterEach
    void nobodyIsSignedIn() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void bodiesOfOneStrangerLeaveRoomForOthers() throws IOException {
        assertThat(heldAtOnce("192.0.2.1")).isEqualTo(2);

        try (Body body = reader.read(request("192.0.2.2"), LIMIT)) {
            assertThat(body.bytes()).hasSize(BODY);
        }
    }

    @Test
    void bodiesOfOneCallerLeaveRoomForOthers() throws IOException {
        as("host a");
        assertThat(heldAtOnce("192.0.2.1")).isEqualTo(4);

        as("host b");
        try (Body body = reader.read(request("192.0.2.1"), LIMIT)) {
            assertThat(body.bytes()).hasSize(BODY);
        }
    }

    @Test
    void strangersTakeNothingFromThoseWhoAreKnown() throws IOException {
        for (int i = 1; i < 100; i++) {
            heldAtOnce("192.0.2." + i);
        }

        as("host a");
        try (Body body = reader.read(request("192.0.2.1"), LIMIT)) {
            assertThat(body.bytes()).hasSize(BODY);
        }
    }

    @Test
    void ofOneStrangerSoManyBodiesComeAtOnceAndOthersGoOn() throws IOException {
        BodyReader wide = new BodyReader(1 << 20, 1 << 20, 8, () -> 0);
        int[] depth = {0};
        String[] others = {""};

        readNested(wide, depth, others);

        assertThat(depth[0]).isEqualTo(4);
        assertThat(others[0]).isEqualTo("was read");
        try (Body body = wide.read(request("192.0.2.1"), LIMIT)) {
            assertThat(body.bytes()).hasSize(BODY);
        }
    }

    /// While a body comes another one of the same address comes, and so on.
    private static void readNested(BodyReader reader, int[] depth, String[] others) throws IOException {
        MockHttpServletRequest outer = new MockHttpServletRequest("POST", "/api/v1/auth/login") {
            @Override
            public ServletInputStream getInputStream() {
                return new DelegatingServletInputStream(new ByteArrayInputStream(new byte[BODY])) {
                    private boolean begun;

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        if (!begun) {
                            begun = true;
                            depth[0]++;
                            readNested(reader, depth, others);
                        }
                        return super.read(into, offset, length);
                    }
                };
            }
        };
        outer.setRemoteAddr("192.0.2.1");
        outer.setContent(new byte[BODY]);
        try {
            reader.read(outer, LIMIT).close();
        } catch (RefusedException e) {
            assertThat(e.code()).isEqualTo(ProblemCode.OVERLOADED);
            reader.read(request("192.0.2.2"), LIMIT).close();
            others[0] = "was read";
        }
    }

    @Test
    void whatWasReadIsFreeAgain() throws IOException {
        for (int i = 0; i < 100; i++) {
            reader.read(request("192.0.2.1"), LIMIT).close();
        }
        assertThatThrownBy(() -> reader.read(request("192.0.2.1"), BODY - 1))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ProblemCode.REQUEST_TOO_LARGE));

        assertThat(heldAtOnce("192.0.2.1")).isEqualTo(2);
    }

    private int heldAtOnce(String address) throws IOException {
        int held = 0;
        while (true) {
            try {
                reader.read(request(address), LIMIT);
                held++;
            } catch (RefusedException e) {
                assertThat(e.code()).isEqualTo(ProblemCode.OVERLOADED);
                return held;
            }
        }
    }

    private static void as(String name) {
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(name, ""));
    }

    private static MockHttpServletRequest request(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/auth/login");
        request.setRemoteAddr(address);
        request.setContent(new byte[BODY]);
        return request;
    }
}
