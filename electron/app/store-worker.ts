import { hostStore } from '../store/host.ts'
import { procedures } from './procedures.ts'

hostStore(procedures)
