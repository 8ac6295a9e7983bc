package io.nocturne.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Executors;

/// The house rules that hold in every module; each module's `ArchitectureTest` includes them and adds its own.
///
/// **Source** - the names and directions agreed in CONTRIBUTING.md.
public final class HouseRules {

    private static final DescribedPredicate<JavaClass> WIRING = describe(
            "wiring, main or platform classes",
            type -> type.getName().matches(".*(Wiring|Main|Configuration)(\\$.*)?")
                    || type.getPackageName().matches(".*\\.platform(\\..*)?"));

    @ArchTest
    static final ArchRule timeThreadsAndChanceComeThroughTheConstructor = noClasses()
            .that(DescribedPredicate.not(WIRING))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callConstructor(Random.class)
            .orShould()
            .callCodeUnitWhere(target(owner(DescribedPredicate.describe(
                    "java.util.concurrent.Executors", (JavaClass type) -> type.isEquivalentTo(Executors.class)))))
            .because("a test moves time and runs tasks itself");

    @ArchTest
    static final ArchRule namesSayWhatATypeIs = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Util|Utils|Helper)(\\$.*)?")
            .because("a type is a noun of the domain; these suffixes hide that it has none");

    @ArchTest
    static final ArchRule packagesAreFeatures = noClasses()
            .should()
            .resideInAnyPackage(
                    "..common..", "..util..", "..utils..", "..dto..", "..impl..", "..helper..", "..manager..")
            .because("a reader finds a feature in one package, not a layer");

    @ArchTest
    static final ArchRule nullabilityIsJSpecifys = noClasses()
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("javax.annotation..", "org.springframework.lang..", "org.jetbrains.."))
            .because("there is one @Nullable, and NullAway checks it");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.nocturne.(**)").should().beFreeOfCycles().because("dependencies point one way");

    @ArchTest
    static final ArchRule fieldsAreNotInjected =
            GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION.because("wiring is constructor-only");

    @ArchTest
    static final ArchRule testsStayOutOfProduction = classes()
            .that()
            .haveSimpleNameEndingWith("Test")
            .should()
            .notBePublic()
            .allowEmptyShould(true)
            .because("nothing uses a test");

    private HouseRules() {}
}
