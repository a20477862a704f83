// Made of schemas/ by `make docs`. Fields may be added within v1: ignore those you do not know.

/**
 * A message of articles.raw: an article as a scraper found it. This schema is what we ask of senders; what it allows is
 * read without a note. Much more is read: the shapes and envelopes of widely used extractors, feeds and news agencies,
 * and other forms of each field (docs/INTAKE.md). Only a missing text or identity, another language or a limit refuses
 * an article; an optional field that can't be read is left out and named in notes of the enriched article. Other fields
 * are kept and passed on under extra, as far as they fit. No object may have a name twice.
 */
export interface RawArticle {
  /** stable identifier; when absent it is derived from the url */
  readonly id?: string | number | null;
  /** canonical URL, absolute, http or https */
  readonly url?: string | null;
  /** headline */
  readonly title?: string | null;
  /**
   * the article's body, paragraphs separated by newlines or blank lines (an array of paragraphs is read too); markup,
   * character references, odd spaces and hard wraps are repaired for reading only
   */
  readonly text: string;
  /** RFC 3339; a date alone or a missing zone is read as UTC. Other widely used forms are read too */
  readonly published_at?: string | null;
  /** the publication, as the scraper knows it */
  readonly source?: string | null;
  /** a name, names separated by semicolons, or an array of names */
  readonly author?: string | readonly (string | null)[] | null;
  /** BCP 47; ISO 639-2 codes and English names are read too; found out when absent */
  readonly language?: string | null;
  /** words separated by semicolons, or an array */
  readonly tags?: string | readonly (string | null)[] | null;
  /** passed on under `extra` */
  readonly [field: string]: unknown;
}

/**
 * A message of `articles.enriched`, and a line of `streamproc enrich`: everything found in an article, and so all that
 * its latest revision consists of. Fields may be added within v1; ignore those you do not know.
 */
export interface EnrichedArticle {
  /** the raw article's id, also the message's key */
  readonly article_id: string;
  /** canonical URL, as received */
  readonly url: string | null;
  /** as received */
  readonly source: string | null;
  /** headline, as received */
  readonly title: string | null;
  /** BCP 47 */
  readonly language: string;
  /** RFC 3339, with the offset as received */
  readonly published_at: string | null;
  /** SHA-256 of title, NUL and text, with every line ending read as a line feed */
  readonly content_hash: string;
  /** as received */
  readonly author: readonly string[];
  /** as received */
  readonly tags: readonly string[];
  /** the raw article's other fields, as far as they fit */
  readonly extra: Readonly<Record<string, unknown>>;
  /**
   * optional fields of the raw article that could not be read and were left out, or were read with doubt; how much of
   * entities, quotes and events was left out because the records would take more than forty times the message
   */
  readonly notes: readonly Note[];
  /** What made this record: the same input and pipeline give the same bytes. */
  readonly pipeline: PipelineInfo;
  /** the layout of the text */
  readonly zones: readonly Zone[];
  /** as in articles.entities, without the repeated fields */
  readonly entities: readonly Entity[];
  /** as in articles.quotes, without the repeated fields */
  readonly quotes: readonly Quote[];
  /** as in articles.events, without the repeated fields */
  readonly events: readonly EventTag[];
  /** the article's text, only where the service is set to include it */
  readonly text?: string;
  /**
   * true where the article was taken down: a message without a value came under its id; nothing else is known of it
   * then, `language` is `und` and no model has made the record
   */
  readonly withdrawn?: boolean;
  /**
   * where the raw message lay that the record was made of: of two revisions of an article in one partition, the one
   * with the larger offset holds; absent from what `streamproc enrich` writes
   */
  readonly revision?: Revision;
}

/**
 * A message of `articles.entities`: one entity of an article with all its mentions. Fields may be added within v1;
 * ignore those you do not know.
 */
export interface EntityRecord {
  /** the raw article's id, also the message's key */
  readonly article_id: string;
  /** canonical URL, as received */
  readonly url: string | null;
  /** as received */
  readonly source: string | null;
  /** RFC 3339, with the offset as received */
  readonly published_at: string | null;
  /** SHA-256 of title, NUL and text, with every line ending read as a line feed */
  readonly content_hash?: string;
  /** stays the same in a revision of the article that only moves the entity */
  readonly id: string;
  /** the model's OntoNotes label */
  readonly type: string;
  /** the fullest name in the article */
  readonly name: string;
  /** other names in the article */
  readonly aliases: readonly string[];
  /** how much the article is about it */
  readonly salience: number;
  /** every mention, in order of appearance */
  readonly mentions: readonly Mention[];
  /**
   * where it is, if it is a place that could be told apart; of nationalities, organisations and events, the place they
   * are named after (told from their own place by the type)
   */
  readonly geo: Geo | null;
  /** ids elsewhere: wikidata */
  readonly links: Readonly<Record<string, string>>;
  /**
   * the same in all articles: the id in Wikidata, a place's id in GeoNames, else kind, folded name and country.
   * Namesakes without an id share one: it joins candidates
   */
  readonly entity_key?: string;
  /**
   * where the raw message lay that the record was made of: of two revisions of an article in one partition, the one
   * with the larger offset holds; absent from what `streamproc enrich` writes
   */
  readonly revision?: Revision;
}

/**
 * A message of `articles.quotes`: who said what, in whose words. Fields may be added within v1; ignore those you do not
 * know.
 */
export interface QuoteRecord {
  /** the raw article's id, also the message's key */
  readonly article_id: string;
  /** canonical URL, as received */
  readonly url: string | null;
  /** as received */
  readonly source: string | null;
  /** RFC 3339, with the offset as received */
  readonly published_at: string | null;
  /** SHA-256 of title, NUL and text, with every line ending read as a line feed */
  readonly content_hash?: string;
  /** derived from the article, the words and those that name the speaker; it stays when the quotation moves */
  readonly id: string;
  /** in quotation marks, reported, or both */
  readonly type: "direct" | "indirect" | "mixed";
  /** the string of the raw article that the offsets count in */
  readonly field: "text" | "title";
  /** the characters from start to end, exactly as received */
  readonly text: string;
  /** the words as they are read, where markup, line ends or the like stand between them */
  readonly plain?: string;
  /** first character, counted in Unicode code points from 0 */
  readonly start: number;
  /** the character after the last one */
  readonly end: number;
  /** the parts of the quotation, without what interrupts it */
  readonly segments: readonly (readonly number[])[];
  /** the words that introduce it */
  readonly cue: Cue | null;
  /** who said it */
  readonly speaker: Reference | null;
  /** to whom */
  readonly addressee: Reference | null;
  /** how sure this is a quotation of that speaker */
  readonly confidence: number;
  /** ids of the entities named inside the quotation: who talks about whom */
  readonly entities?: readonly string[];
  /**
   * where the raw message lay that the record was made of: of two revisions of an article in one partition, the one
   * with the larger offset holds; absent from what `streamproc enrich` writes
   */
  readonly revision?: Revision;
}

/**
 * A message of `articles.events`: what happened, and the sentence that says so. Fields may be added within v1; ignore
 * those you do not know.
 */
export interface EventRecord {
  /** the raw article's id, also the message's key */
  readonly article_id: string;
  /** canonical URL, as received */
  readonly url: string | null;
  /** as received */
  readonly source: string | null;
  /** RFC 3339, with the offset as received */
  readonly published_at: string | null;
  /** SHA-256 of title, NUL and text, with every line ending read as a line feed */
  readonly content_hash?: string;
  /** derived from the article, the type, the sentence and the trigger; it stays when the sentence moves */
  readonly id: string;
  /** a PLOVER root, or an extension x:… */
  readonly type: string;
  /** how, in PLOVER's terms */
  readonly mode: string | null;
  /** PLOVER contexts */
  readonly contexts: readonly string[];
  /** from hostile to friendly, after Goldstein */
  readonly scale: number | null;
  /** the type in other schemes: cameo, iptc; extension: what it is in ours too */
  readonly codes: Readonly<Record<string, string>>;
  /** said not to have happened */
  readonly negated: boolean;
  /** said to be possible, demanded or feared */
  readonly hypothetical: boolean;
  /** tried, and not said to have come off */
  readonly attempted?: boolean;
  /** said to be coming */
  readonly future: boolean;
  /** told as background, of another time */
  readonly historical: boolean;
  /** somebody's claim or accusation, not the text's own statement */
  readonly alleged?: boolean;
  /** who did it */
  readonly actors: readonly Participant[];
  /**
   * the side at the receiving end: whom one talks with, whose blockade is lifted, who is sued, aided, killed, held,
   * driven out
   */
  readonly targets: readonly Participant[];
  /** what it is about: what is given, taken, demanded, signed, lifted */
  readonly themes?: readonly Participant[];
  /** with what: weapons and the like */
  readonly instruments?: readonly Participant[];
  /** from where, of movements */
  readonly origin?: Place | null;
  /** to where, of movements */
  readonly destination?: Place | null;
  /** where */
  readonly place: Place | null;
  /** when */
  readonly date: DateValue | null;
  /** how many were touched */
  readonly counts: readonly Count[];
  /** the sentences that say so, the clearest first */
  readonly evidence: readonly Evidence[];
  /** id of the quotation, of the same article, that says so */
  readonly attributed_to: string | null;
  /** how much the article is about it */
  readonly salience: number;
  /** how sure it happened as tagged */
  readonly confidence: number;
  /** name of the lexicon's entry that said so; null in records of older versions */
  readonly rule?: string | null;
  /**
   * equal for events of different articles that may be one (type, day, place, actors): a candidate for joining, no
   * identity; null where too little is known
   */
  readonly key?: string | null;
  /**
   * where the raw message lay that the record was made of: of two revisions of an article in one partition, the one
   * with the larger offset holds; absent from what `streamproc enrich` writes
   */
  readonly revision?: Revision;
}

/**
 * A message of `articles.copies`: which earlier article this one repeats; of the messages of an article the last one
 * holds. Fields may be added within v1; ignore those you do not know.
 */
export interface CopyRecord {
  /** the raw article's id, also the message's key */
  readonly article_id: string;
  /**
   * id of the earliest article that it goes back to, by the times of their messages; null where it repeats none any
   * more
   */
  readonly copy_of: string | null;
  /** what it has in common with `via`: all words in their order, most of the larger one, or most of the smaller one */
  readonly kind: "same" | "near" | "contains" | null;
  /**
   * share of four-word sequences, of the larger one, where it is `contains` of the smaller one; estimated, within 0.04
   * in two cases of three
   */
  readonly overlap: number | null;
  /** id of the article that it was compared with: `copy_of`, or one that goes back to that */
  readonly via: string | null;
  /** time of the first message of `copy_of` */
  readonly first_seen: string | null;
}

/**
 * A message of `articles.stories`: which articles tell of the same happening; of the messages of an article the last
 * one holds. Fields may be added within v1; ignore those you do not know.
 */
export interface StoryRecord {
  /** the raw article's id, also the message's key */
  readonly article_id: string;
  /**
   * id of the earliest article of the story, by the times of their messages: all its articles have the same, and an
   * article that no other one is linked with is a story of its own; null where the article was withdrawn
   */
  readonly story_id: string | null;
  /** time of the first message of `story_id` */
  readonly first_seen: string | null;
  /** id of the earlier article that it is linked with: `story_id`, or one of the same story; null for the first */
  readonly via: string | null;
  /** how much speaks for that link */
  readonly score: number | null;
  /** what speaks for that link, the weightiest first */
  readonly because: readonly Because[];
  /** what the article mainly tells of; null where no event was found in it that has happened */
  readonly happening: Happening | null;
}

export interface Note {
  /** our name of the field */
  readonly field: string;
  /** where it stood in the raw article, and what was wrong with it */
  readonly problem: string;
}

/** What made this record: the same input and pipeline give the same bytes. */
export interface PipelineInfo {
  /** version */
  readonly streamproc: string;
  /** spaCy model */
  readonly model: string;
  /** its version */
  readonly model_version: string;
  /** hash of the event lexicon */
  readonly lexicon: string;
}

/**
 * where the raw message lay that the record was made of: of two revisions of an article in one partition, the one with
 * the larger offset holds; absent from what `streamproc enrich` writes
 */
export interface Revision {
  /** partition of the raw topic */
  readonly partition: number;
  /** offset there */
  readonly offset: number;
}

/** A stretch of text with a role in the layout. Every character of the text is in exactly one. */
export interface Zone {
  /** the role */
  readonly kind: "dateline" | "caption" | "byline" | "related" | "boilerplate" | "subhead" | "body";
  /** first character, counted in Unicode code points from 0 */
  readonly start: number;
  /** the character after the last one */
  readonly end: number;
}

/** A person, organisation, place… of the article. */
export interface Entity {
  /** stays the same in a revision of the article that only moves the entity */
  readonly id: string;
  /** the model's OntoNotes label */
  readonly type: string;
  /** the fullest name in the article */
  readonly name: string;
  /** other names in the article */
  readonly aliases: readonly string[];
  /** how much the article is about it */
  readonly salience: number;
  /** every mention, in order of appearance */
  readonly mentions: readonly Mention[];
  /**
   * where it is, if it is a place that could be told apart; of nationalities, organisations and events, the place they
   * are named after (told from their own place by the type)
   */
  readonly geo: Geo | null;
  /** ids elsewhere: wikidata */
  readonly links: Readonly<Record<string, string>>;
  /**
   * the same in all articles: the id in Wikidata, a place's id in GeoNames, else kind, folded name and country.
   * Namesakes without an id share one: it joins candidates
   */
  readonly entity_key?: string;
}

/** One place where an entity is named, described or referred to. */
export interface Mention {
  /** the string of the raw article that the offsets count in */
  readonly field: "text" | "title";
  /** first character, counted in Unicode code points from 0 */
  readonly start: number;
  /** the character after the last one */
  readonly end: number;
  /** the characters from start to end, exactly as received */
  readonly text: string;
  /** the words as they are read, where markup, line ends or the like stand between them */
  readonly plain?: string;
  /** Jo Hill, the mayor, she */
  readonly kind: "name" | "nominal" | "pronoun";
}

/** A place on the map. */
export interface Geo {
  /** id in GeoNames; null for seas and other places it does not have */
  readonly geonames_id: number | null;
  /** the place's name */
  readonly name: string;
  /** ISO 3166-1 alpha-2 code */
  readonly country: string | null;
  /** GeoNames code of the first-level division, within the country */
  readonly admin1: string | null;
  /** degrees north, WGS 84 */
  readonly lat: number;
  /** degrees east, WGS 84 */
  readonly lon: number;
  /** how sure the place is the one meant */
  readonly confidence: number;
}

/** A quotation. */
export interface Quote {
  /** derived from the article, the words and those that name the speaker; it stays when the quotation moves */
  readonly id: string;
  /** in quotation marks, reported, or both */
  readonly type: "direct" | "indirect" | "mixed";
  /** the string of the raw article that the offsets count in */
  readonly field: "text" | "title";
  /** the characters from start to end, exactly as received */
  readonly text: string;
  /** the words as they are read, where markup, line ends or the like stand between them */
  readonly plain?: string;
  /** first character, counted in Unicode code points from 0 */
  readonly start: number;
  /** the character after the last one */
  readonly end: number;
  /** the parts of the quotation, without what interrupts it */
  readonly segments: readonly (readonly number[])[];
  /** the words that introduce it */
  readonly cue: Cue | null;
  /** who said it */
  readonly speaker: Reference | null;
  /** to whom */
  readonly addressee: Reference | null;
  /** how sure this is a quotation of that speaker */
  readonly confidence: number;
  /** ids of the entities named inside the quotation: who talks about whom */
  readonly entities?: readonly string[];
}

/** The words that introduce the quotation. */
export interface Cue {
  /** the string of the raw article that the offsets count in */
  readonly field: "text" | "title";
  /** the characters from start to end, exactly as received */
  readonly text: string;
  /** the words as they are read, where markup, line ends or the like stand between them */
  readonly plain?: string;
  /** first character, counted in Unicode code points from 0 */
  readonly start: number;
  /** the character after the last one */
  readonly end: number;
  /** what kind of saying: say, ask, deny… */
  readonly class: string | null;
}

/** Words that refer to somebody or something, and whom they mean where that is known. */
export interface Reference {
  /** the string of the raw article that the offsets count in */
  readonly field: "text" | "title";
  /** first character, counted in Unicode code points from 0 */
  readonly start: number;
  /** the character after the last one */
  readonly end: number;
  /** the characters from start to end, exactly as received */
  readonly text: string;
  /** the words as they are read, where markup, line ends or the like stand between them */
  readonly plain?: string;
  /** id of the entity, of the same article */
  readonly entity_id: string | null;
  /** the entity's name, so that no join is needed */
  readonly name: string | null;
}

/** An event tag. */
export interface EventTag {
  /** derived from the article, the type, the sentence and the trigger; it stays when the sentence moves */
  readonly id: string;
  /** a PLOVER root, or an extension x:… */
  readonly type: string;
  /** how, in PLOVER's terms */
  readonly mode: string | null;
  /** PLOVER contexts */
  readonly contexts: readonly string[];
  /** from hostile to friendly, after Goldstein */
  readonly scale: number | null;
  /** the type in other schemes: cameo, iptc; extension: what it is in ours too */
  readonly codes: Readonly<Record<string, string>>;
  /** said not to have happened */
  readonly negated: boolean;
  /** said to be possible, demanded or feared */
  readonly hypothetical: boolean;
  /** tried, and not said to have come off */
  readonly attempted?: boolean;
  /** said to be coming */
  readonly future: boolean;
  /** told as background, of another time */
  readonly historical: boolean;
  /** somebody's claim or accusation, not the text's own statement */
  readonly alleged?: boolean;
  /** who did it */
  readonly actors: readonly Participant[];
  /**
   * the side at the receiving end: whom one talks with, whose blockade is lifted, who is sued, aided, killed, held,
   * driven out
   */
  readonly targets: readonly Participant[];
  /** what it is about: what is given, taken, demanded, signed, lifted */
  readonly themes?: readonly Participant[];
  /** with what: weapons and the like */
  readonly instruments?: readonly Participant[];
  /** from where, of movements */
  readonly origin?: Place | null;
  /** to where, of movements */
  readonly destination?: Place | null;
  /** where */
  readonly place: Place | null;
  /** when */
  readonly date: DateValue | null;
  /** how many were touched */
  readonly counts: readonly Count[];
  /** the sentences that say so, the clearest first */
  readonly evidence: readonly Evidence[];
  /** id of the quotation, of the same article, that says so */
  readonly attributed_to: string | null;
  /** how much the article is about it */
  readonly salience: number;
  /** how sure it happened as tagged */
  readonly confidence: number;
  /** name of the lexicon's entry that said so; null in records of older versions */
  readonly rule?: string | null;
  /**
   * equal for events of different articles that may be one (type, day, place, actors): a candidate for joining, no
   * identity; null where too little is known
   */
  readonly key?: string | null;
}

/** Somebody or something that takes part: the whole noun phrase, and whom it means where that is known. */
export interface Participant {
  /** the string of the raw article that the offsets count in */
  readonly field: "text" | "title";
  /** first character, counted in Unicode code points from 0 */
  readonly start: number;
  /** the character after the last one */
  readonly end: number;
  /** the characters from start to end, exactly as received */
  readonly text: string;
  /** the words as they are read, where markup, line ends or the like stand between them */
  readonly plain?: string;
  /** id of the entity, of the same article */
  readonly entity_id: string | null;
  /** the entity's name, so that no join is needed */
  readonly name: string | null;
  /** ISO 3166-1 alpha-2 code of the entity, or of what the phrase says (Israeli jets) */
  readonly country?: string | null;
  /** stated: the phrase names it; resolved: a pronoun or a role that stands for a name */
  readonly basis?: "stated" | "resolved";
}

/** Where it happened. The offsets are null where the article names the place elsewhere. */
export interface Place {
  /** the place's name */
  readonly name: string;
  /** id of the entity, of the same article */
  readonly entity_id: string | null;
  /** where it is on the map */
  readonly geo: Geo | null;
  /** the string of the raw article that the offsets count in */
  readonly field: "text" | "title" | null;
  /** first character, counted in Unicode code points from 0 */
  readonly start: number | null;
  /** the character after the last one */
  readonly end: number | null;
  /** the characters from start to end, exactly as received */
  readonly text: string | null;
  /** the words as they are read, where markup, line ends or the like stand between them */
  readonly plain?: string;
  /**
   * how the text says it: a phrase of the event's clause, a place of its sentence, of its paragraph, or the dateline;
   * null in records of older versions
   */
  readonly basis?: "stated" | "sentence" | "paragraph" | "dateline" | null;
}

/** When it happened. */
export interface DateValue {
  /** the string of the raw article that the offsets count in */
  readonly field: "text" | "title";
  /** first character, counted in Unicode code points from 0 */
  readonly start: number;
  /** the character after the last one */
  readonly end: number;
  /** the characters from start to end, exactly as received */
  readonly text: string;
  /** the words as they are read, where markup, line ends or the like stand between them */
  readonly plain?: string;
  /** ISO 8601 date, month or year; null where it can't be told */
  readonly value: string | null;
  /** how the text says it: a phrase of the event's clause, or a date of its sentence */
  readonly basis?: "stated" | "sentence" | "paragraph" | "dateline";
}

/** How many people or things the event touched. */
export interface Count {
  /** dead, injured, missing, displaced, evacuated, sheltered, returned, in_need, detained, released… */
  readonly kind: string;
  /** the number */
  readonly value: number;
  /** at least so many, where the words give a bound */
  readonly low?: number | null;
  /** at most so many, where the words give a bound */
  readonly high?: number | null;
  /** what is counted: people, households, houses… */
  readonly unit?: string;
  /** event: of this one; total: of many, or up to now; forecast: expected */
  readonly scope?: "event" | "total" | "forecast";
  /** about, at least, more than…; vague: the number is a word such as dozens or thousands, its value a low guess */
  readonly qualifier: string | null;
  /** the string of the raw article that the offsets count in */
  readonly field: "text" | "title";
  /** first character, counted in Unicode code points from 0 */
  readonly start: number;
  /** the character after the last one */
  readonly end: number;
  /** the characters from start to end, exactly as received */
  readonly text: string;
  /** the words as they are read, where markup, line ends or the like stand between them */
  readonly plain?: string;
}

/** The sentence that says so. */
export interface Evidence {
  /** the string of the raw article that the offsets count in */
  readonly field: "text" | "title";
  /** first character, counted in Unicode code points from 0 */
  readonly start: number;
  /** the character after the last one */
  readonly end: number;
  /** the characters from start to end, exactly as received */
  readonly text: string;
  /** the words as they are read, where markup, line ends or the like stand between them */
  readonly plain?: string;
  readonly trigger: Trigger;
}

/** The words that made the tag. */
export interface Trigger {
  /** the string of the raw article that the offsets count in */
  readonly field: "text" | "title";
  /** the characters from start to end, exactly as received */
  readonly text: string;
  /** the words as they are read, where markup, line ends or the like stand between them */
  readonly plain?: string;
  /** first character, counted in Unicode code points from 0 */
  readonly start: number;
  /** the character after the last one */
  readonly end: number;
}

/** A reason for a link: what two articles have in common. */
export interface Because {
  /**
   * event_key: the key of an event; place_day_type: an event's type, day and place; participants: names; words: words
   * of the headline and the first paragraphs; copy: the text, wholly, nearly or in part
   */
  readonly kind: "event_key" | "place_day_type" | "participants" | "words" | "copy";
  /** what it is, the weightiest first */
  readonly shared: readonly string[];
}

/** What an article mainly tells of: its most salient event that has happened. */
export interface Happening {
  /** id of the event, of the same article */
  readonly event_id: string;
  /** its type */
  readonly type: string;
  /** ISO 8601 date; null where it is not known to the day */
  readonly day: string | null;
  /** name of the place */
  readonly place: string | null;
  /** id of the place in GeoNames */
  readonly geonames_id: number | null;
}
