/// Rules as a file: `alerts.yml`, in the short form and in the full one; import and export. Reads with line and
/// column, watches the file of the server, and writes the full form.
@NamedInterface("file")
@NullMarked
package io.nocturne.server.rule.file;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
