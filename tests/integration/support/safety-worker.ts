/** The store's thread with what backups ask of it and nothing else: it starts five times as fast as the whole. */
import { auditLines, checkIntegrity, noteAudit } from '../../../electron/audit/audit.ts'
import { copyInto } from '../../../electron/backup/copy.ts'
import { holdReplies } from '../../../electron/outbox/settle.ts'
import { beAlone, rekey } from '../../../electron/store/database.ts'
import { hostStore } from '../../../electron/store/host.ts'
import { counts } from '../../../electron/workspace/queries.ts'

await hostStore(() => ({ auditLines, beAlone, checkIntegrity, copyInto, counts, holdReplies, noteAudit, rekey }))
