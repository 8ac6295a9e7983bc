package io.nocturne.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.nocturne.house.HouseRules;
import org.springframework.web.bind.annotation.RestController;

@AnalyzeClasses(packages = "io.nocturne.server", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule sqlStaysInStores = noClasses()
            .that()
            .resideOutsideOfPackages("..store..", "io.nocturne.server.platform..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.springframework.jdbc..", "com.zaxxer..")
            .because("another database is another package, and nothing else");

    /// The way of a sample, from above to below.
    @ArchTest
    static final ArchRule roomsOfTheStoreUseOnlyThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("store")
            .definedBy("io.nocturne.server.series.store")
            .layer("read")
            .definedBy("io.nocturne.server.series.store.read..")
            .layer("rollup")
            .definedBy("io.nocturne.server.series.store.rollup..")
            .layer("journal")
            .definedBy("io.nocturne.server.series.store.journal..")
            .layer("chunk")
            .definedBy("io.nocturne.server.series.store.chunk..")
            .whereLayer("store")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("read")
            .mayOnlyBeAccessedByLayers("store")
            .whereLayer("rollup")
            .mayOnlyBeAccessedByLayers("store", "read")
            .whereLayer("journal")
            .mayOnlyBeAccessedByLayers("store", "read", "rollup")
            .whereLayer("chunk")
            .mayOnlyBeAccessedByLayers("store", "read", "rollup", "journal")
            .because("whoever follows a sample reads the rooms in one direction");

    @ArchTest
    static final ArchRule roomsOfThePlatformUseOnlyThoseBelow = noClasses()
            .that()
            .resideInAPackage("io.nocturne.server.platform.config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.nocturne.server.platform.crypt..",
                    "io.nocturne.server.platform.database..",
                    "io.nocturne.server.platform.web..",
                    "io.nocturne.server.platform.tls..")
            .because("what an admin set is known before anything runs");

    @ArchTest
    static final ArchRule controllersAreHidden = classes()
            .that()
            .areAnnotatedWith(RestController.class)
            .should()
            .bePackagePrivate()
            .because("the door of a feature is its service, not its HTTP face");

    @ArchTest
    static final ArchRule tokensAreReadInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("io.nocturne.server.access")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.jsonwebtoken..")
            .because("who may do what is decided by the access module alone");

    @ArchTest
    static final ArchRule certificatesAreMadeInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("io.nocturne.server.platform.tls")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bouncycastle..")
            .because("keys and certificates have one owner");

    @ArchTest
    static final ArchRule standardStreamsAreForTheCommandLine = noClasses()
            .that()
            .doNotHaveSimpleName("ServerMain")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("the log is the only voice of a running server");
}
