//! One run's output directory: begun, written in order, and published as a whole.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::digest::DatasetReceipt;
use crate::generate::Shard;
use crate::plan::Plan;

use super::binary::{ArrowFile, ParquetFile};
use super::claim::OutputClaim;
use super::encode::{EncodedBatch, EncodedContent, Encoder, TableEncoder};
use super::error::SinkError;
use super::format::Format;
use super::manifest::{self, Manifest};
use super::partial::{self, PartialFile};

/// What is to be written.
#[derive(Clone, Copy, Debug)]
pub struct OutputRequest<'a> {
    /// The plan whose tables they are.
    pub plan: &'a Plan,
    /// Indices of the tables wanted.
    pub tables: &'a [usize],
    /// The files' format.
    pub format: Format,
    /// Which share of the rows will come; `None`: all.
    pub shard: Option<Shard>,
    /// What becomes of files that are there.
    pub existing: ExistingOutput,
}

/// What becomes of an output that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExistingOutput {
    /// It stays, and the new one is refused.
    Refuse,
    /// It goes when the new one is complete.
    Replace,
}

/// The files of a run until they are published; dropped before, nothing of them stays, nor a directory made for them.
///
/// [`Output::encoder`] makes what [`Output::write`] takes: the first in parallel, the second one batch after the other,
/// each table's in the order of its rows.
#[derive(Debug)]
pub struct Output {
    // The files go before the claim: what a dropped output leaves is removed while no other run may write.
    files: Vec<Option<TableFile>>,
    encoder: Encoder,
    /// Every table's name and its file's.
    names: Vec<(String, String)>,
    dir: PathBuf,
    format: Format,
    shard: Option<Shard>,
    _claim: OutputClaim,
}

#[derive(Debug)]
enum TableFile {
    Lines(PartialFile),
    Parquet(ParquetFile),
    Arrow(ArrowFile),
}

impl Output {
    /// Begins an output in `dir`, which is made if it is not there. What dead runs left in it is removed.
    ///
    /// # Errors
    /// When another run writes there, when something is there and `existing` refuses that, or when the file system
    /// fails. Nothing that was there has changed then.
    pub fn begin(dir: &Path, request: OutputRequest<'_>) -> Result<Output, SinkError> {
        let OutputRequest { plan, tables, format, shard, existing } = request;
        let encoder = Encoder::new(plan, tables, format);
        let mut names = Vec::with_capacity(tables.len());
        for &index in tables {
            encoder.table(index)?;
            let table = &plan.tables[index];
            names.push((table.name.clone(), format.file_name(table, shard)?));
        }
        let claim = OutputClaim::take(dir, shard)?;
        if existing == ExistingOutput::Refuse {
            refuse_existing(dir, shard, &names)?;
        }
        let mut files: Vec<Option<TableFile>> = plan.tables.iter().map(|_| None).collect();
        for (&index, (_, name)) in tables.iter().zip(&names) {
            files[index] = Some(TableFile::create(dir, name, format, encoder.table(index)?)?);
        }
        Ok(Output { files, encoder, names, dir: dir.to_owned(), format, shard, _claim: claim })
    }

    /// What workers make batches ready with.
    pub fn encoder(&self) -> Encoder {
        self.encoder.clone()
    }

    /// Writes the next rows of table `table` of the plan.
    ///
    /// # Errors
    /// When the disk is full or the like; when the table is not one of the output's.
    pub fn write(&mut self, table: usize, encoded: EncodedBatch) -> Result<(), SinkError> {
        match (self.files.get_mut(table).and_then(Option::as_mut), encoded.0) {
            (Some(TableFile::Lines(file)), EncodedContent::Bytes(bytes)) => {
                file.write_all(&bytes).map_err(SinkError::io("write", file.path()))
            }
            (Some(TableFile::Parquet(file)), EncodedContent::Batch(batch)) => file.write(batch),
            (Some(TableFile::Arrow(file)), EncodedContent::Batch(batch)) => file.write(batch),
            _ => Err(SinkError::Batch {
                table: format!("#{table}"),
                message: "it has no file of this format".to_owned(),
            }),
        }
    }

    /// Publishes the files and then, as the mark that they are complete, the manifest with `receipt`. Returns the
    /// manifest's path.
    ///
    /// # Errors
    /// When the file system fails, or the receipt is of other tables. Before the first file gets its name nothing has
    /// changed; after it, the directory has no manifest and so no complete output.
    pub fn finish(self, receipt: &DatasetReceipt) -> Result<PathBuf, SinkError> {
        let Output { files, names, dir, format, shard, _claim, .. } = self;
        let names = in_order_of(receipt, &names)?;
        let sealed: Vec<PartialFile> = files.into_iter().flatten().map(TableFile::seal).collect::<Result<_, _>>()?;
        let manifest = Manifest { receipt: receipt.clone().of_shard(shard), format, files: names };
        let mark = manifest.stage(&dir)?;
        for old in manifest::conflicting(&dir, shard)? {
            manifest::remove(&dir, &old, &manifest.files)?;
        }
        sealed.into_iter().try_for_each(PartialFile::publish)?;
        partial::sync_dir(&dir)?;
        let path = mark.path().to_owned();
        mark.publish()?;
        partial::sync_dir(&dir)?;
        Ok(path)
    }
}

impl TableFile {
    fn create(dir: &Path, name: &str, format: Format, encoder: &TableEncoder) -> Result<TableFile, SinkError> {
        let mut file = PartialFile::create(dir, name)?;
        match format {
            Format::Csv | Format::Jsonl => {
                let header = encoder.rows.as_ref().map(|rows| rows.header()).unwrap_or_default();
                file.write_all(header).map_err(SinkError::io("write", file.path()))?;
                Ok(TableFile::Lines(file))
            }
            Format::Parquet => {
                ParquetFile::create(file, encoder.schema.clone(), encoder.types()).map(TableFile::Parquet)
            }
            Format::Arrow => ArrowFile::create(file, encoder.schema.clone()).map(TableFile::Arrow),
        }
    }

    /// Writes what is left, down to the disk.
    fn seal(self) -> Result<PartialFile, SinkError> {
        let mut file = match self {
            TableFile::Lines(file) => file,
            TableFile::Parquet(file) => file.finish()?,
            TableFile::Arrow(file) => file.finish()?,
        };
        file.seal()?;
        Ok(file)
    }
}

/// The files' names in the order of the receipt's tables, which are those of the output.
fn in_order_of(receipt: &DatasetReceipt, names: &[(String, String)]) -> Result<Vec<String>, SinkError> {
    let fault = |table: &str, message: &str| SinkError::Batch { table: table.to_owned(), message: message.to_owned() };
    if let Some((table, _)) = names.iter().find(|(table, _)| receipt.tables.iter().all(|entry| entry.name != *table)) {
        return Err(fault(table, "it was written, but the receipt does not have it"));
    }
    let name_of = |table: &str| names.iter().find(|(name, _)| name == table).map(|(_, file)| file.clone());
    let named = receipt.tables.iter();
    named.map(|entry| name_of(&entry.name).ok_or_else(|| fault(&entry.name, "it was not written"))).collect()
}

fn refuse_existing(dir: &Path, shard: Option<Shard>, names: &[(String, String)]) -> Result<(), SinkError> {
    let manifests = manifest::conflicting(dir, shard)?.into_iter();
    let mut existing = manifests.chain(names.iter().map(|(_, name)| dir.join(name)).filter(|path| path.exists()));
    existing.next().map_or(Ok(()), |path| Err(SinkError::Exists(path)))
}
