/// The way to the server: its address, TLS with the pinned CA, and the credential that enrollment gives.
///
/// **In** - the configuration and what is kept of earlier contacts. **Out** - [Answer]s to requests; a
/// request that carries a credential or a token leaves only over TLS.
/// **Neighbors** - `trust` says whom to believe; `send` posts deliveries. The only package that knows the
/// HTTP client.
@NullMarked
package io.nocturne.agent.link;

import org.jspecify.annotations.NullMarked;
