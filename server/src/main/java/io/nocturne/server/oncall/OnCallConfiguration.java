package io.nocturne.server.oncall;

import io.nocturne.server.access.KnownUsers;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.oncall.store.ContactStore;
import io.nocturne.server.oncall.store.ScheduleStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Wires schedules and contacts.
@Configuration
class OnCallConfiguration {

    @Bean
    Schedules onCallSchedules(
            ScheduleStore store, KnownUsers users, TransactionTemplate transaction, AuditLog audit, Clock clock) {
        return new Schedules(store, users, transaction, audit, clock);
    }

    @Bean
    StoredContacts contacts(ContactStore store, KnownUsers users, TransactionTemplate transaction, AuditLog audit) {
        return new StoredContacts(store, users, transaction, audit);
    }
}
