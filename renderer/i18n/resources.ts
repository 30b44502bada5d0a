import enBrief from './en/brief.json' with { type: 'json' }
import enCalls from './en/calls.json' with { type: 'json' }
import enCases from './en/cases.json' with { type: 'json' }
import enConnectors from './en/connectors.json' with { type: 'json' }
import enCustomers from './en/customers.json' with { type: 'json' }
import enDay from './en/day.json' with { type: 'json' }
import enDesktop from './en/desktop.json' with { type: 'json' }
import enDetails from './en/details.json' with { type: 'json' }
import enFrame from './en/frame.json' with { type: 'json' }
import enImport from './en/import.json' with { type: 'json' }
import enNotes from './en/notes.json' with { type: 'json' }
import enProblems from './en/problems.json' with { type: 'json' }
import enProfile from './en/profile.json' with { type: 'json' }
import enReplies from './en/replies.json' with { type: 'json' }
import enRetention from './en/retention.json' with { type: 'json' }
import enSafety from './en/safety.json' with { type: 'json' }
import enSearch from './en/search.json' with { type: 'json' }
import enSettings from './en/settings.json' with { type: 'json' }
import enSla from './en/sla.json' with { type: 'json' }
import enSuggestions from './en/suggestions.json' with { type: 'json' }
import enSurveys from './en/surveys.json' with { type: 'json' }
import enTimeline from './en/timeline.json' with { type: 'json' }
import enUi from './en/ui.json' with { type: 'json' }
import esBrief from './es/brief.json' with { type: 'json' }
import esCalls from './es/calls.json' with { type: 'json' }
import esCases from './es/cases.json' with { type: 'json' }
import esConnectors from './es/connectors.json' with { type: 'json' }
import esCustomers from './es/customers.json' with { type: 'json' }
import esDay from './es/day.json' with { type: 'json' }
import esDesktop from './es/desktop.json' with { type: 'json' }
import esDetails from './es/details.json' with { type: 'json' }
import esFrame from './es/frame.json' with { type: 'json' }
import esImport from './es/import.json' with { type: 'json' }
import esNotes from './es/notes.json' with { type: 'json' }
import esProblems from './es/problems.json' with { type: 'json' }
import esProfile from './es/profile.json' with { type: 'json' }
import esReplies from './es/replies.json' with { type: 'json' }
import esRetention from './es/retention.json' with { type: 'json' }
import esSafety from './es/safety.json' with { type: 'json' }
import esSearch from './es/search.json' with { type: 'json' }
import esSettings from './es/settings.json' with { type: 'json' }
import esSla from './es/sla.json' with { type: 'json' }
import esSuggestions from './es/suggestions.json' with { type: 'json' }
import esSurveys from './es/surveys.json' with { type: 'json' }
import esTimeline from './es/timeline.json' with { type: 'json' }
import esUi from './es/ui.json' with { type: 'json' }

/** One file per feature and language. A new feature adds its file to both. */
export const resources = {
  en: {
    ui: enUi,
    frame: enFrame,
    customers: enCustomers,
    profile: enProfile,
    day: enDay,
    desktop: enDesktop,
    details: enDetails,
    settings: enSettings,
    problems: enProblems,
    sla: enSla,
    suggestions: enSuggestions,
    surveys: enSurveys,
    timeline: enTimeline,
    brief: enBrief,
    calls: enCalls,
    notes: enNotes,
    cases: enCases,
    import: enImport,
    retention: enRetention,
    safety: enSafety,
    search: enSearch,
    replies: enReplies,
    connectors: enConnectors,
  },
  es: {
    ui: esUi,
    frame: esFrame,
    customers: esCustomers,
    profile: esProfile,
    day: esDay,
    desktop: esDesktop,
    details: esDetails,
    settings: esSettings,
    problems: esProblems,
    sla: esSla,
    suggestions: esSuggestions,
    surveys: esSurveys,
    timeline: esTimeline,
    brief: esBrief,
    calls: esCalls,
    notes: esNotes,
    cases: esCases,
    import: esImport,
    retention: esRetention,
    safety: esSafety,
    search: esSearch,
    replies: esReplies,
    connectors: esConnectors,
  },
}

export const namespaces = [
  'ui',
  'frame',
  'customers',
  'profile',
  'day',
  'desktop',
  'details',
  'settings',
  'problems',
  'sla',
  'suggestions',
  'timeline',
  'brief',
  'calls',
  'notes',
  'cases',
  'import',
  'retention',
  'safety',
  'search',
  'replies',
  'connectors',
] as const satisfies (keyof typeof resources.en)[]
