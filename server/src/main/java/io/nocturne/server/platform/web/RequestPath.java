package io.nocturne.server.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.ServletRequestPathUtils;

/// What a request asks for, for limits that go by it.
final class RequestPath {

    private RequestPath() {}

    /// The path as endpoints are found by: decoded, and without parameters of its segments. However it is written, it
    /// meets the same limits.
    static String of(HttpServletRequest request) {
        StringBuilder path = new StringBuilder();
        for (PathContainer.Element element :
                ServletRequestPathUtils.parse(request).pathWithinApplication().elements()) {
            path.append(
                    element instanceof PathContainer.PathSegment segment ? segment.valueToMatch() : element.value());
        }
        return path.toString();
    }
}
