package io.nocturne.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `docs/packages.md` draws every package of the server and what it uses, as the classes really do.
class PackagesPageTest {

    private static final String ROOT = "io.nocturne.server";
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

    @ParameterizedTest
    @ValueSource(strings = {"", ".platform", ".series", ".series.store"})
    void thePageDrawsWhatThePackagesUse(String below) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "packages.md"));
        String heading = "\n## `" + ROOT + below + "`\n";
        assertThat(page).contains(heading);
        String section = page.substring(page.indexOf(heading) + heading.length());
        String drawing = section.substring(section.indexOf("flowchart"));
        drawing = drawing.substring(0, drawing.indexOf("\n```"));

        assertThat(drawing.lines().skip(1).map(String::strip).toList()).isEqualTo(arrows(ROOT + below));
    }

    /// **Shape** - `a --> b` for each two neighbors below a package of which one uses the other, in order.
    private static List<String> arrows(String parent) {
        TreeSet<String> arrows = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            Optional<String> from = child(parent, type);
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                Optional<String> to = child(parent, dependency.getTargetClass());
                if (from.isPresent() && to.isPresent() && !from.equals(to)) {
                    arrows.add(from.get() + " --> " + to.get());
                }
            }
        }
        return List.copyOf(arrows);
    }

    /// The package right below the parent that a type is in; the parent itself is called by its last name.
    private static Optional<String> child(String parent, JavaClass type) {
        String name = type.getPackageName();
        if (name.equals(parent)) {
            return Optional.of(parent.substring(parent.lastIndexOf('.') + 1));
        }
        return name.startsWith(parent + ".")
                ? Arrays.stream(name.substring(parent.length() + 1).split("\\."))
                        .findFirst()
                : Optional.empty();
    }
}
