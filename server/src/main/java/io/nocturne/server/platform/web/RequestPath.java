package io.nocturne.server.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.ServletRequestPathUtils;

/// What a request asks for, for limits that go by it.
final class RequestPath {

    private static final String READ = RequestPath.class.getName() + ".read";

    private RequestPath() {}

    /// The path as endpoints are found by: decoded, and without parameters of its segments. However it is written, it
    /// meets the same limits. It is read once for each request.
    static String of(HttpServletRequest request) {
        if (request.getAttribute(READ) instanceof String known) {
            return known;
        }
        String path = read(request);
        request.setAttribute(READ, path);
        return path;
    }

    private static String read(HttpServletRequest request) {
        StringBuilder path = new StringBuilder();
        for (PathContainer.Element element :
                ServletRequestPathUtils.parse(request).pathWithinApplication().elements()) {
            path.append(
                    element instanceof PathContainer.PathSegment segment ? segment.valueToMatch() : element.value());
        }
        return path.toString();
    }
}
