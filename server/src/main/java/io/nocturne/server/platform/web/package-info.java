/// How every answer looks: problem+json, limits, health, metrics, OpenAPI.
@NamedInterface("web")
@NullMarked
package io.nocturne.server.platform.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
