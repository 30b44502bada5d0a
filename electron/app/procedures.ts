import {
  accountLog,
  addAccount,
  changeAccount,
  keepSecrets,
  listAccounts,
  logEvent,
  runnableAccounts,
  steerAccount,
} from '../accounts/accounts.ts'
import { lying } from '../accounts/places.ts'
import { removeAccount } from '../accounts/remove.ts'
import { auditLines, checkAudit, checkIntegrity, noteAudit } from '../audit/audit.ts'
import { checkDerived } from '../audit/derived.ts'
import { backupSettings, copyInto, saveBackupSettings } from '../backup/copy.ts'
import { briefOf } from '../brief/gather.ts'
import { callAccess, setCallAccess } from '../calls/access.ts'
import { expireCalls, hearCalls } from '../calls/hear.ts'
import { callFollowUps, callsOf, currentCalls } from '../calls/read.ts'
import { settleCalls } from '../calls/settle.ts'
import { closeCall, createCaller, followedCall, saveCallNote, sayCall } from '../calls/write.ts'
import { changeCase, joinCases, moveToCase, undoCaseOp } from '../cases/ops.ts'
import { listQueues, orderQueues, removeQueue, saveQueue } from '../cases/queues.ts'
import { getCase, knownInCases, listCases, someCases, unplaced } from '../cases/read.ts'
import { findPeople, listCustomers } from '../customers/list.ts'
import { mergeCustomers, mergeLinked, moveIdentity, splitCustomer } from '../customers/ops.ts'
import { addIdentity, makeOurs } from '../customers/ops-identities.ts'
import { customerNames, getProfile } from '../customers/profile.ts'
import { agentDay, keepAgentTime } from '../day/agent-time.ts'
import { dayCases } from '../day/cases.ts'
import { mergeIndex } from '../ingest/merge-index.ts'
import { writeBatch } from '../ingest/write-batch.ts'
import { listMacros, removeMacro, saveMacro } from '../macros/macros.ts'
import { fillMacro } from '../macros/values.ts'
import { mentionsOf, readMention } from '../notes/mentions.ts'
import { changeNote, undoNoteOp } from '../notes/ops.ts'
import { followUps, knownAgents, listNotes, noteContent, noteHistory } from '../notes/read.ts'
import { deriveNote, keepDerived, settleNotes } from '../notes/settle.ts'
import { restoreNote, syncNote } from '../notes/write.ts'
import { decideReply, editReply } from '../outbox/decide.ts'
import { attachFile, getDraft, saveDraft } from '../outbox/drafts.ts'
import { queueReply, replyFailed, replyHandedOver, replySent, takeDueReply, waitingReplies } from '../outbox/queue.ts'
import { holdReplies, recoverReplies, settleSent } from '../outbox/settle.ts'
import { saveSignature } from '../outbox/signatures.ts'
import { referencesOf, replyAccounts, startReply } from '../outbox/start.ts'
import { collectCustomer, collectInteractions } from '../privacy/collect.ts'
import { eraseCustomer, foreseeErasure } from '../privacy/erase.ts'
import { forgetLog } from '../privacy/removal/tables.ts'
import { agedSome } from '../privacy/retention/aged.ts'
import { forgetWordsSlowly, removeAged, removeUnrecorded } from '../privacy/retention/remove.ts'
import { beginRetention, endRetention, retentionState, saveRetention } from '../privacy/retention/state.ts'
import { listAttributes, removeAttribute, saveAttribute } from '../profile/attributes.ts'
import { undoChange } from '../profile/changes.ts'
import { profileGuesses } from '../profile/guesses.ts'
import { importValues } from '../profile/import-values.ts'
import { listSegments, removeSegment, saveSegment } from '../profile/segments.ts'
import { profileFields, setField } from '../profile/values.ts'
import { removeSavedSearch, savedSearches, saveSearch } from '../search/saved.ts'
import { findInTimeline, search } from '../search/search.ts'
import { learnWords } from '../search/vocabulary.ts'
import { duesOf, slaAlarms } from '../sla/levels.ts'
import { saveSla, slaSettings } from '../sla/settings.ts'
import { beAlone, rekey } from '../store/database.ts'
import { answerWhenWritten } from '../store/protocol.ts'
import { writeCards } from '../suggestions/address-book.ts'
import { decide, saidApart } from '../suggestions/decide.ts'
import { gatherRecords } from '../suggestions/evidence.ts'
import { compareNext, learnModel, linkageState } from '../suggestions/matcher.ts'
import { mentionedBy } from '../suggestions/mentioned.ts'
import { saveCompared, saveModel, saveRecords } from '../suggestions/save.ts'
import { staleCustomers } from '../suggestions/stale.ts'
import { undoImport, undoOp } from '../suggestions/undo.ts'
import { countSuggestions, listDecisions, listSuggestions } from '../suggestions/view.ts'
import { askSolved, askSurvey, openSurvey } from '../surveys/ask.ts'
import { placeInteractions } from '../surveys/place.ts'
import { surveysOf } from '../surveys/read.ts'
import { answerSurvey, surveyByToken } from '../surveys/record.ts'
import { saveSurveySettings, surveySettings } from '../surveys/settings.ts'
import { attachmentContent, attachmentRisk, mailPage } from '../timeline/documents.ts'
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
  keepSecrets,
  findPeople,
  listCustomers,
  getProfile,
  customerNames,
  mergeCustomers,
  mergeLinked,
  splitCustomer,
  moveIdentity,
  addIdentity,
  makeOurs,
  undoImport,
  undoOp,
  listSuggestions,
  countSuggestions,
  listDecisions,
  mentionedBy,
  decide,
  saidApart,
  staleCustomers,
  gatherRecords,
  saveRecords,
  linkageState,
  learnModel,
  saveModel,
  compareNext,
  saveCompared,
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
  placeInteractions,
  listCases,
  getCase,
  someCases,
  knownInCases,
  unplaced,
  changeCase,
  moveToCase,
  joinCases,
  undoCaseOp,
  currentCalls,
  callsOf,
  hearCalls,
  expireCalls,
  settleCalls,
  sayCall,
  saveCallNote,
  closeCall,
  callFollowUps,
  followedCall,
  createCaller,
  callAccess,
  setCallAccess,
  surveySettings,
  saveSurveySettings,
  askSurvey,
  askSolved,
  openSurvey,
  surveyByToken,
  answerSurvey,
  surveysOf,
  listQueues,
  saveQueue,
  orderQueues,
  removeQueue,
  slaSettings,
  saveSla,
  duesOf,
  slaAlarms,
  dayCases,
  keepAgentTime,
  agentDay,
  replyAccounts,
  startReply,
  referencesOf,
  queueReply,
  takeDueReply,
  replyHandedOver,
  replySent,
  replyFailed,
  holdReplies,
  recoverReplies,
  settleSent,
  decideReply,
  editReply,
  waitingReplies,
  getDraft,
  saveDraft,
  attachFile,
  saveSignature,
  listMacros,
  saveMacro,
  removeMacro,
  fillMacro,
  listNotes,
  followUps,
  syncNote,
  changeNote,
  undoNoteOp,
  mentionsOf,
  readMention,
  noteHistory,
  noteContent,
  restoreNote,
  settleNotes,
  deriveNote,
  keepDerived,
  knownAgents,
  writeBatch: answerWhenWritten(writeBatch),
  writeCards,
  briefOf,
  timelinePage,
  getInteraction,
  timelineSpan,
  mailPage,
  attachmentContent,
  attachmentRisk,
  search,
  findInTimeline,
  learnWords,
  mergeIndex,
  savedSearches,
  saveSearch,
  removeSavedSearch,
  counts,
  getSettings,
  setSettings,
  getMappings,
  rememberMapping,
  checkDerived,
  checkIntegrity,
  noteAudit,
  auditLines,
  checkAudit,
  backupSettings,
  saveBackupSettings,
  copyInto,
  beAlone,
  rekey,
  collectCustomer,
  collectInteractions,
  foreseeErasure,
  eraseCustomer,
  forgetLog,
  retentionState,
  saveRetention,
  beginRetention,
  agedSome,
  removeAged,
  removeUnrecorded,
  forgetWordsSlowly,
  endRetention,
}

export type StoreProcedures = typeof procedures
