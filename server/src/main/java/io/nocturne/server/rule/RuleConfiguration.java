package io.nocturne.server.rule;

import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.fleet.HostRegistry;
import io.nocturne.server.rule.store.RuleStore;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Wires the rules.
@Configuration(proxyBeanMethods = false)
class RuleConfiguration {

    @Bean
    Rules rules(
            RuleStore store,
            TransactionTemplate transaction,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock) {
        return new Rules(store, transaction, audit, events, clock);
    }

    @Bean
    EffectiveRules effectiveRules(Rules rules, HostRegistry hosts) {
        return new EffectiveRules(rules, hosts);
    }
}
