//! Operations on tenants in an application's own tables: the store does them, in one transaction of the application's database each
//! (on PostgreSQL by functions that applications call too). There is nothing to settle here: what did not commit did not happen.

use super::policy::Proof;
use super::{OperationWork, Operations, Receipt, fresh_key, policy, receipt_of};
use crate::digest::DatasetInputs;
use crate::store::records::{Operation, OperationKind};
use crate::store::{Adoption, CallOptions, Dataset, Filling, Store, StoreError, TenantName};

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
        let key = key.map_or_else(|| fresh_key(tenant), str::to_owned);
        let operation = self.request_as(tenant, OperationKind::Up, Some(described(adoption)), &key).await?;
        if let Some(receipt) = receipt_of(&operation)? {
            return Ok(Receipt { replayed: true, ..receipt });
        }
        let options = CallOptions { wait: self.policy.wait, prove: true, now_us: self.now_us() };
        let receipt = self.store.adopt(&operation, adoption, options).await?;
        self.with_url(tenant, receipt).await
    }

    /// Has the database do it.
    pub(super) async fn call(&self, operation: &Operation, work: &OperationWork<'_>) -> Result<Receipt, StoreError> {
        let tenant = &operation.tenant;
        if matches!(work, OperationWork::DownExpired) {
            let state = self.known(tenant).await?;
            if !policy::has_expired(&state.tenant, self.now_us()) {
                return Err(StoreError::refused(format!("tenant \"{tenant}\" has not expired")));
            }
        }
        let prove = self.policy.proof == Proof::ReadBack;
        let options = CallOptions { wait: self.policy.wait, prove, now_us: self.now_us() };
        if let OperationWork::Up { plan, source, lifetime_us } = *work {
            let dataset = Dataset { name: &plan.dataset, tables: &plan.tables, source };
            let filling = Filling { dataset, inputs: DatasetInputs::of(plan), lifetime_us };
            let receipt = self.store.fill(operation, &filling, options).await?;
            return self.with_url(tenant, receipt).await;
        }
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
    let file = adoption.file.as_ref().map(|file| format!("{} ", file.display()));
    let owner = adoption.owner.as_ref().map(|owner| format!(" where {} = {}", owner.column, owner.value));
    [file.unwrap_or_default(), adoption.schema.clone(), adoption.tables.join(" "), owner.unwrap_or_default()].concat()
}
