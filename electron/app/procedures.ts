import { accountLog, addAccount, changeAccount, listAccounts, logEvent, runnableAccounts, steerAccount } from '../accounts/accounts.ts'
import { lying } from '../accounts/places.ts'
import { removeAccount } from '../accounts/remove.ts'
import { listCustomers } from '../customers/list.ts'
import { mergeCustomers, mergeLinked, splitCustomer, undoOp } from '../customers/ops.ts'
import { customerNames, getProfile } from '../customers/profile.ts'
import { writeBatch } from '../ingest/write-batch.ts'
import { listAttributes, removeAttribute, saveAttribute } from '../profile/attributes.ts'
import { undoChange } from '../profile/changes.ts'
import { profileGuesses } from '../profile/guesses.ts'
import { importValues } from '../profile/import-values.ts'
import { listSegments, removeSegment, saveSegment } from '../profile/segments.ts'
import { profileFields, setField } from '../profile/values.ts'
import { findInTimeline, search } from '../search/search.ts'
import { checkIntegrity } from '../store/database.ts'
import { attachmentContent, mailPage } from '../timeline/documents.ts'
import { getInteraction, timelinePage, timelineSpan } from '../timeline/timeline.ts'
import { counts, getMappings, getSettings, rememberMapping, setSettings } from '../workspace/queries.ts'

/** Everything the store's threads can be asked. Each subject's rules and SQL lie in its own folder; this only names them. */
export const procedures = {
  listAccounts,
  runnableAccounts,
  addAccount,
  changeAccount,
  steerAccount,
  removeAccount,
  logEvent,
  accountLog,
  lying,
  listCustomers,
  getProfile,
  customerNames,
  mergeCustomers,
  mergeLinked,
  splitCustomer,
  undoOp,
  profileFields,
  profileGuesses,
  setField,
  listAttributes,
  saveAttribute,
  removeAttribute,
  listSegments,
  saveSegment,
  removeSegment,
  importValues,
  undoChange,
  writeBatch,
  timelinePage,
  getInteraction,
  timelineSpan,
  mailPage,
  attachmentContent,
  search,
  findInTimeline,
  counts,
  getSettings,
  setSettings,
  getMappings,
  rememberMapping,
  checkIntegrity,
}

export type StoreProcedures = typeof procedures
