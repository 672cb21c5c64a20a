//! Operations on tenants in an application's own tables: functions of the database do them, in one transaction each, for the
//! command line as for applications. There is no lease and nothing to settle: what did not commit did not happen.

use super::policy::Proof;
use super::{OperationWork, Operations, Receipt, key_or_fresh, policy, receipt_of};
use crate::store::records::{Operation, OperationKind};
use crate::store::{Adoption, CallOptions, Filling, SeedRows, Seeding, Store, StoreError, TenantName};

impl<S: Store> Operations<'_, S> {
    /// Makes tables that an application owns the tenant's, with the rows that are there as its seed. Of a tenant that has
    /// them already the rows that are there now become the seed; states that were kept for undo are removed.
    ///
    /// # Errors
    /// `Refused` with everything that keeps the tables from being reset where they are. Then nothing has changed.
    pub async fn adopt(
        &self,
        tenant: &TenantName,
        adoption: &Adoption,
        key: Option<&str>,
    ) -> Result<Receipt, StoreError> {
        let key = key_or_fresh(tenant, key);
        let operation = self.request_as(tenant, OperationKind::Up, Some(described(adoption)), &key).await?;
        if let Some(receipt) = receipt_of(&operation)? {
            return Ok(Receipt { replayed: true, ..receipt });
        }
        let seeding = Seeding { tables: Some(adoption), rows: SeedRows::Present };
        let receipt = self.store.adopt(&operation, seeding).await?;
        self.with_url(tenant, receipt).await
    }

    /// Loads rows of a spec into tables that an application owns, in place of the tenant's rows, and makes them its seed. Without
    /// an adoption, into the tables that are the tenant's already. Rows of tables that the spec does not have stay.
    ///
    /// # Errors
    /// `Refused` where the spec does not fit the tables, or they have rows that no load has made; `Data` where a constraint of the
    /// application refuses a row. Then nothing has changed.
    pub async fn fill(
        &self,
        tenant: &TenantName,
        adoption: Option<&Adoption>,
        filling: &Filling<'_>,
        key: Option<&str>,
    ) -> Result<Receipt, StoreError> {
        let key = key_or_fresh(tenant, key);
        let argument = adoption.map(|adoption| format!("{} from {}", described(adoption), filling.dataset.name));
        let operation = self.request_as(tenant, OperationKind::Up, argument, &key).await?;
        if let Some(receipt) = receipt_of(&operation)? {
            return Ok(Receipt { replayed: true, ..receipt });
        }
        self.fill_as(&operation, adoption, filling).await
    }

    async fn fill_as(
        &self,
        operation: &Operation,
        tables: Option<&Adoption>,
        filling: &Filling<'_>,
    ) -> Result<Receipt, StoreError> {
        let receipt = self.store.adopt(operation, Seeding { tables, rows: SeedRows::Generated(filling) }).await?;
        self.with_url(&operation.tenant, receipt).await
    }

    /// Has the database do it.
    pub(super) async fn call(&self, operation: &Operation, work: &OperationWork<'_>) -> Result<Receipt, StoreError> {
        let tenant = &operation.tenant;
        if let OperationWork::Up { plan, source, lifetime_us } = *work {
            let filling = Filling { lifetime_us, ..Filling::of(plan, source) };
            return self.fill_as(operation, None, &filling).await;
        }
        if matches!(work, OperationWork::DownExpired) {
            let state = self.known(tenant).await?;
            if !policy::has_expired(&state.tenant, self.now_us()) {
                return Err(StoreError::refused(format!("tenant \"{tenant}\" has not expired")));
            }
        }
        let options = CallOptions { wait: self.policy.wait, prove: self.policy.proof == Proof::ReadBack };
        let url = self.store.url(tenant).await?;
        let receipt = self.store.call(operation, options).await?;
        Ok(Receipt { url, ..read(receipt)? })
    }

    async fn with_url(&self, tenant: &TenantName, receipt: serde_json::Value) -> Result<Receipt, StoreError> {
        Ok(Receipt { url: self.store.url(tenant).await?, ..read(receipt)? })
    }
}

fn read(receipt: serde_json::Value) -> Result<Receipt, StoreError> {
    serde_json::from_value(receipt).map_err(|error| StoreError::damaged(format!("the receipt cannot be read: {error}")))
}

/// The request in words: one with the same key and other tables is another request.
fn described(adoption: &Adoption) -> String {
    let owner = adoption.owner.as_ref().map(|owner| format!(" where {} = {}", owner.column, owner.value));
    [adoption.schema.clone(), adoption.tables.join(" "), owner.unwrap_or_default()].concat()
}
