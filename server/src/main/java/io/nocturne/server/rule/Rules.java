package io.nocturne.server.rule;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.rule.store.RuleStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/// The rules: all of them in memory, and every change checked, written with its audit event, and published as
/// [RulesChanged] once it is in the database.
///
/// **Errors** - [ProblemException]: `request-invalid` naming everything that is wrong, `not-found`, and
/// `conflict` for an id that is taken or a version that is not the present one.
/// **Threads** - safe; one change at a time.
public class Rules implements RuleBook {

    public static final int MAX_RULES = 500;

    private static final String DEFAULTS = "defaults";

    private final RuleStore store;
    private final TransactionTemplate transaction;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile RuleSet current;

    Rules(
            RuleStore store,
            TransactionTemplate transaction,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.transaction = transaction;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        makeDefaults();
        this.current = new RuleSet(1, store.all());
    }

    @Override
    public RuleSet current() {
        return current;
    }

    public AlertRule create(AlertRule rule, Origin by) {
        return edit(
                        present -> {
                            if (present.find(rule.ruleId()).isPresent()) {
                                throw conflict("there is a rule '%s' already".formatted(rule.ruleId()));
                            }
                            return with(present, rule);
                        },
                        by,
                        () -> {})
                .rule(rule.ruleId());
    }

    /// Replaces a rule.
    ///
    /// **Shape** - `rule.version` is the version that was read.
    public AlertRule change(AlertRule rule, Origin by) {
        return edit(
                        present -> {
                            requireVersion(present, rule.ruleId(), rule.version());
                            return with(present, rule);
                        },
                        by,
                        () -> {})
                .rule(rule.ruleId());
    }

    /// **Absent** - `version` to delete the rule whatever its version is.
    public void delete(String ruleId, @Nullable Long version, Origin by) {
        edit(
                present -> {
                    AlertRule found = require(present, ruleId);
                    requireVersion(present, ruleId, version == null ? found.version() : version);
                    return present.rules().stream()
                            .filter(rule -> !rule.ruleId().equals(ruleId))
                            .toList();
                },
                by,
                () -> {});
    }

    /// What an edit would change, without doing it.
    ///
    /// **Errors** - as [#edit].
    public List<RuleChange> preview(Function<RuleSet, List<AlertRule>> edit) {
        RuleSet before = current;
        List<AlertRule> wanted = edit.apply(before);
        requireGood(before, wanted);
        return changes(before, wanted);
    }

    /// Makes the rules what an edit wants of the present ones, all of it or nothing. Of rules that stay as
    /// they are nothing is written.
    ///
    /// **Shape** - `alongside` runs in the same transaction; a rule's version and its bookkeeping are the
    /// server's.
    public Edited edit(Function<RuleSet, List<AlertRule>> edit, Origin by, Runnable alongside) {
        Edited edited;
        lock.lock();
        try {
            RuleSet before = current;
            List<AlertRule> wanted = edit.apply(before);
            requireGood(before, wanted);
            List<RuleChange> changes = changes(before, wanted);
            Instant now = clock.instant();
            Map<String, AlertRule> after = after(before, wanted, changes, by, now);
            try {
                transaction.executeWithoutResult(_ -> {
                    changes.forEach(change -> write(change, before, after, by, now));
                    alongside.run();
                });
            } catch (ProblemException e) {
                takeUpOthers(before);
                throw e;
            }
            if (changes.stream().anyMatch(RuleChange::differs)) {
                current = new RuleSet(before.generation() + 1, List.copyOf(after.values()));
            }
            edited = new Edited(changes, current);
        } finally {
            lock.unlock();
        }
        edited.publish(events, by.user());
        return edited;
    }

    private void write(RuleChange change, RuleSet before, Map<String, AlertRule> after, Origin by, Instant now) {
        String ruleId = change.ruleId();
        boolean written = switch (change.kind()) {
            case SAME -> true;
            case ADDED -> store.insert(of(after, ruleId), by.user(), now);
            case CHANGED ->
                store.update(of(after, ruleId), require(before, ruleId).version(), by.user(), now);
            case REMOVED -> store.delete(ruleId, require(before, ruleId).version());
        };
        if (!written) {
            throw conflict("rule '%s' was changed by another server at this moment; try again".formatted(ruleId));
        }
        switch (change.kind()) {
            case SAME -> {}
            case ADDED -> audit.changed(EventKind.RULE_CREATED, by, change.toString());
            case CHANGED -> audit.changed(EventKind.RULE_CHANGED, by, change.toString());
            case REMOVED -> audit.changed(EventKind.RULE_DELETED, by, change.toString());
        }
    }

    /// What another server at the same database wrote meanwhile.
    private void takeUpOthers(RuleSet before) {
        List<AlertRule> stored = store.all();
        if (!stored.equals(before.rules())) {
            current = new RuleSet(before.generation() + 1, stored);
        }
    }

    /// Once in a database's life: who deletes a default does not get it back.
    private void makeDefaults() {
        transaction.executeWithoutResult(_ -> {
            if (store.mark(DEFAULTS).isPresent()) {
                return;
            }
            Instant now = clock.instant();
            Origin server = Origin.server();
            if (store.all().isEmpty()) {
                for (AlertRule rule : DefaultRules.all()) {
                    if (store.insert(rule, server.user(), now)) {
                        audit.changed(EventKind.RULE_CREATED, server, "rule '%s', a default".formatted(rule.ruleId()));
                    }
                }
            }
            store.mark(DEFAULTS, "", now);
        });
    }

    private static List<AlertRule> with(RuleSet present, AlertRule rule) {
        List<AlertRule> rules = new ArrayList<>(present.rules());
        rules.removeIf(known -> known.ruleId().equals(rule.ruleId()));
        rules.add(rule);
        return rules;
    }

    private static List<RuleChange> changes(RuleSet before, List<AlertRule> wanted) {
        Map<String, AlertRule> after = byId(wanted);
        Map<String, RuleChange> changes = new TreeMap<>();
        before.rules().forEach(rule -> changes.put(rule.ruleId(), RuleChange.of(rule, after.get(rule.ruleId()))));
        after.forEach((id, rule) -> changes.computeIfAbsent(id, _ -> RuleChange.of(null, rule)));
        return List.copyOf(changes.values());
    }

    private static Map<String, AlertRule> after(
            RuleSet before, List<AlertRule> wanted, List<RuleChange> changes, Origin by, Instant now) {
        Map<String, AlertRule> given = byId(wanted);
        Map<String, AlertRule> after = new LinkedHashMap<>();
        for (RuleChange change : changes) {
            String id = change.ruleId();
            switch (change.kind()) {
                case SAME -> after.put(id, require(before, id));
                case ADDED -> after.put(id, stamped(of(given, id), 1, by, now));
                case CHANGED ->
                    after.put(id, stamped(of(given, id), require(before, id).version() + 1, by, now));
                case REMOVED -> {}
            }
        }
        return after;
    }

    private static Map<String, AlertRule> byId(List<AlertRule> rules) {
        return rules.stream()
                .collect(Collectors.toMap(AlertRule::ruleId, Function.identity(), (_, last) -> last, TreeMap::new));
    }

    private static AlertRule of(Map<String, AlertRule> rules, String ruleId) {
        AlertRule rule = rules.get(ruleId);
        if (rule == null) {
            throw new IllegalStateException("rule " + ruleId + " is changed and not there");
        }
        return rule;
    }

    private static AlertRule stamped(AlertRule rule, long version, Origin by, Instant now) {
        return new AlertRule(
                rule.ruleId(),
                rule.name(),
                version,
                rule.source(),
                rule.comparison(),
                rule.hosts(),
                rule.settings(),
                rule.layers(),
                rule.labels(),
                by.user(),
                now);
    }

    /// Rules that stay are as they were checked before.
    private static void requireGood(RuleSet before, List<AlertRule> wanted) {
        List<RuleFault> faults = new ArrayList<>();
        for (AlertRule rule : wanted) {
            List<RuleFault> ofRule = before.rules().contains(rule) ? List.of() : RuleCheck.faults(rule);
            faults.addAll(ofRule);
        }
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(RuleFault.text(faults));
        }
        if (byId(wanted).size() > MAX_RULES) {
            throw ProblemException.invalid("these would be %d rules, allowed are %d"
                    .formatted(byId(wanted).size(), MAX_RULES));
        }
    }

    private static AlertRule require(RuleSet present, String ruleId) {
        return present.find(ruleId)
                .orElseThrow(
                        () -> new ProblemException(ProblemCode.NOT_FOUND, "there is no rule '%s'".formatted(ruleId)));
    }

    private static void requireVersion(RuleSet present, String ruleId, long version) {
        AlertRule found = require(present, ruleId);
        if (found.version() != version) {
            throw conflict("rule '%s' has version %d, changed by %s at %s; the change is of version %d: read it again"
                    .formatted(ruleId, found.version(), found.updatedBy(), found.updatedAt(), version));
        }
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(ProblemCode.CONFLICT, detail);
    }

    /// What an edit did, and the rules since then.
    public record Edited(List<RuleChange> changes, RuleSet rules) {

        public Edited {
            changes = List.copyOf(changes);
        }

        AlertRule rule(String ruleId) {
            return require(rules, ruleId);
        }

        private void publish(ApplicationEventPublisher events, String by) {
            Set<String> ids = changes.stream()
                    .filter(RuleChange::differs)
                    .map(RuleChange::ruleId)
                    .collect(Collectors.toSet());
            if (!ids.isEmpty()) {
                events.publishEvent(new RulesChanged(ids, by));
            }
        }
    }
}
