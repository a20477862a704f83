// Made of schemas/ by `make docs`. Fields may be added within v1: ignore those you do not know.
package streamproc.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * The records as Jackson reads and writes them. Values that may be null or absent are objects: null is both. Offsets are
 * Unicode code points: {@code text.offsetByCodePoints(0, start)}.
 */
public final class Records {
    private Records() {}

    /**
     * A message of articles.raw: an article as a scraper found it. This schema is what we ask of senders; what it
     * allows is read without a note. Much more is read: the shapes and envelopes of widely used extractors, feeds and
     * news agencies, and other forms of each field (docs/INTAKE.md). Only a missing text or identity, another language
     * or a limit refuses an article; an optional field that can't be read is left out and named in notes of the
     * enriched article. Other fields are kept and passed on under extra, as far as they fit. No object may have a name
     * twice.
     *
     * @param id stable identifier; when absent it is derived from the url
     * @param url canonical URL, absolute, http or https
     * @param title headline
     * @param text the article's body, paragraphs separated by newlines or blank lines (an array of paragraphs is read too); markup, character references, odd spaces and hard wraps are repaired for reading only
     * @param publishedAt RFC 3339; a date alone or a missing zone is read as UTC. Other widely used forms are read too
     * @param source the publication, as the scraper knows it
     * @param author a name, names separated by semicolons, or an array of names
     * @param language BCP 47; ISO 639-2 codes and English names are read too; found out when absent
     * @param tags words separated by semicolons, or an array
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record RawArticle(
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("id") Object id,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("url") String url,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("title") String title,
        @JsonProperty("text") String text,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("published_at") String publishedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("source") String source,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("author") Object author,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("language") String language,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("tags") Object tags) {}

    /**
     * A message of `articles.enriched`, and a line of `streamproc enrich`: everything found in an article, and so all
     * that its latest revision consists of. Fields may be added within v1; ignore those you do not know.
     *
     * @param articleId the raw article's id, also the message's key
     * @param url canonical URL, as received
     * @param source as received
     * @param title headline, as received
     * @param language BCP 47
     * @param publishedAt RFC 3339, with the offset as received
     * @param contentHash SHA-256 of title, NUL and text, with every line ending read as a line feed
     * @param author as received
     * @param tags as received
     * @param extra the raw article's other fields, as far as they fit
     * @param notes optional fields of the raw article that could not be read and were left out, or were read with doubt; how much of entities, quotes and events was left out because the records would take more than forty times the message
     * @param pipeline What made this record: the same input and pipeline give the same bytes.
     * @param zones the layout of the text
     * @param entities as in articles.entities, without the repeated fields
     * @param quotes as in articles.quotes, without the repeated fields
     * @param events as in articles.events, without the repeated fields
     * @param text the article's text, only where the service is set to include it
     * @param withdrawn true where the article was taken down: a message without a value came under its id; nothing else is known of it then, `language` is `und` and no model has made the record
     * @param revision where the raw message lay that the record was made of: of two revisions of an article in one partition, the one with the larger offset holds; absent from what `streamproc enrich` writes
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record EnrichedArticle(
        @JsonProperty("article_id") String articleId,
        @JsonProperty("url") String url,
        @JsonProperty("source") String source,
        @JsonProperty("title") String title,
        @JsonProperty("language") String language,
        @JsonProperty("published_at") String publishedAt,
        @JsonProperty("content_hash") String contentHash,
        @JsonProperty("author") List<String> author,
        @JsonProperty("tags") List<String> tags,
        @JsonProperty("extra") Map<String, Object> extra,
        @JsonProperty("notes") List<Note> notes,
        @JsonProperty("pipeline") PipelineInfo pipeline,
        @JsonProperty("zones") List<Zone> zones,
        @JsonProperty("entities") List<Entity> entities,
        @JsonProperty("quotes") List<Quote> quotes,
        @JsonProperty("events") List<EventTag> events,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("text") String text,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("withdrawn") Boolean withdrawn,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("revision") Revision revision) {}

    /**
     * A message of `articles.entities`: one entity of an article with all its mentions. Fields may be added within v1;
     * ignore those you do not know.
     *
     * @param articleId the raw article's id, also the message's key
     * @param url canonical URL, as received
     * @param source as received
     * @param publishedAt RFC 3339, with the offset as received
     * @param contentHash SHA-256 of title, NUL and text, with every line ending read as a line feed
     * @param id stays the same in a revision of the article that only moves the entity
     * @param type the model's OntoNotes label
     * @param name the fullest name in the article
     * @param aliases other names in the article
     * @param salience how much the article is about it
     * @param mentions every mention, in order of appearance
     * @param geo where it is, if it is a place that could be told apart; of nationalities, organisations and events, the place they are named after (told from their own place by the type)
     * @param links ids elsewhere: wikidata
     * @param entityKey the same in all articles: the id in Wikidata, a place's id in GeoNames, else kind, folded name and country. Namesakes without an id share one: it joins candidates
     * @param revision where the raw message lay that the record was made of: of two revisions of an article in one partition, the one with the larger offset holds; absent from what `streamproc enrich` writes
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record EntityRecord(
        @JsonProperty("article_id") String articleId,
        @JsonProperty("url") String url,
        @JsonProperty("source") String source,
        @JsonProperty("published_at") String publishedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("content_hash") String contentHash,
        @JsonProperty("id") String id,
        @JsonProperty("type") String type,
        @JsonProperty("name") String name,
        @JsonProperty("aliases") List<String> aliases,
        @JsonProperty("salience") double salience,
        @JsonProperty("mentions") List<Mention> mentions,
        @JsonProperty("geo") Geo geo,
        @JsonProperty("links") Map<String, String> links,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("entity_key") String entityKey,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("revision") Revision revision) {}

    /**
     * A message of `articles.quotes`: who said what, in whose words. Fields may be added within v1; ignore those you do
     * not know.
     *
     * @param articleId the raw article's id, also the message's key
     * @param url canonical URL, as received
     * @param source as received
     * @param publishedAt RFC 3339, with the offset as received
     * @param contentHash SHA-256 of title, NUL and text, with every line ending read as a line feed
     * @param id derived from the article, the words and those that name the speaker; it stays when the quotation moves
     * @param type in quotation marks, reported, or both
     * @param field the string of the raw article that the offsets count in
     * @param text the characters from start to end, exactly as received
     * @param plain the words as they are read, where markup, line ends or the like stand between them
     * @param start first character, counted in Unicode code points from 0
     * @param end the character after the last one
     * @param segments the parts of the quotation, without what interrupts it
     * @param cue the words that introduce it
     * @param speaker who said it
     * @param addressee to whom
     * @param confidence how sure this is a quotation of that speaker
     * @param entities ids of the entities named inside the quotation: who talks about whom
     * @param revision where the raw message lay that the record was made of: of two revisions of an article in one partition, the one with the larger offset holds; absent from what `streamproc enrich` writes
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record QuoteRecord(
        @JsonProperty("article_id") String articleId,
        @JsonProperty("url") String url,
        @JsonProperty("source") String source,
        @JsonProperty("published_at") String publishedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("content_hash") String contentHash,
        @JsonProperty("id") String id,
        @JsonProperty("type") String type,
        @JsonProperty("field") String field,
        @JsonProperty("text") String text,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("plain") String plain,
        @JsonProperty("start") int start,
        @JsonProperty("end") int end,
        @JsonProperty("segments") List<List<Integer>> segments,
        @JsonProperty("cue") Cue cue,
        @JsonProperty("speaker") Reference speaker,
        @JsonProperty("addressee") Reference addressee,
        @JsonProperty("confidence") double confidence,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("entities") List<String> entities,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("revision") Revision revision) {}

    /**
     * A message of `articles.events`: what happened, and the sentence that says so. Fields may be added within v1;
     * ignore those you do not know.
     *
     * @param articleId the raw article's id, also the message's key
     * @param url canonical URL, as received
     * @param source as received
     * @param publishedAt RFC 3339, with the offset as received
     * @param contentHash SHA-256 of title, NUL and text, with every line ending read as a line feed
     * @param id derived from the article, the type, the sentence and the trigger; it stays when the sentence moves
     * @param type a PLOVER root, or an extension x:…
     * @param mode how, in PLOVER's terms
     * @param contexts PLOVER contexts
     * @param scale from hostile to friendly, after Goldstein
     * @param codes the type in other schemes: cameo, iptc; extension: what it is in ours too
     * @param negated said not to have happened
     * @param hypothetical said to be possible, demanded or feared
     * @param attempted tried, and not said to have come off
     * @param future said to be coming
     * @param historical told as background, of another time
     * @param alleged somebody's claim or accusation, not the text's own statement
     * @param actors who did it
     * @param targets the side at the receiving end: whom one talks with, whose blockade is lifted, who is sued, aided, killed, held, driven out
     * @param themes what it is about: what is given, taken, demanded, signed, lifted
     * @param instruments with what: weapons and the like
     * @param origin from where, of movements
     * @param destination to where, of movements
     * @param place where
     * @param date when
     * @param counts how many were touched
     * @param evidence the sentences that say so, the clearest first
     * @param attributedTo id of the quotation, of the same article, that says so
     * @param salience how much the article is about it
     * @param confidence how sure it happened as tagged
     * @param rule name of the lexicon's entry that said so; null in records of older versions
     * @param key equal for events of different articles that may be one (type, day, place, actors): a candidate for joining, no identity; null where too little is known
     * @param revision where the raw message lay that the record was made of: of two revisions of an article in one partition, the one with the larger offset holds; absent from what `streamproc enrich` writes
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record EventRecord(
        @JsonProperty("article_id") String articleId,
        @JsonProperty("url") String url,
        @JsonProperty("source") String source,
        @JsonProperty("published_at") String publishedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("content_hash") String contentHash,
        @JsonProperty("id") String id,
        @JsonProperty("type") String type,
        @JsonProperty("mode") String mode,
        @JsonProperty("contexts") List<String> contexts,
        @JsonProperty("scale") Double scale,
        @JsonProperty("codes") Map<String, String> codes,
        @JsonProperty("negated") boolean negated,
        @JsonProperty("hypothetical") boolean hypothetical,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("attempted") Boolean attempted,
        @JsonProperty("future") boolean future,
        @JsonProperty("historical") boolean historical,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("alleged") Boolean alleged,
        @JsonProperty("actors") List<Participant> actors,
        @JsonProperty("targets") List<Participant> targets,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("themes") List<Participant> themes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("instruments") List<Participant> instruments,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("origin") Place origin,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("destination") Place destination,
        @JsonProperty("place") Place place,
        @JsonProperty("date") DateValue date,
        @JsonProperty("counts") List<Count> counts,
        @JsonProperty("evidence") List<Evidence> evidence,
        @JsonProperty("attributed_to") String attributedTo,
        @JsonProperty("salience") double salience,
        @JsonProperty("confidence") double confidence,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("rule") String rule,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("key") String key,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("revision") Revision revision) {}

    /**
     * A message of `articles.copies`: which earlier article this one repeats; of the messages of an article the last
     * one holds. Fields may be added within v1; ignore those you do not know.
     *
     * @param articleId the raw article's id, also the message's key
     * @param copyOf id of the earliest article that it goes back to, by the times of their messages; null where it repeats none any more
     * @param kind what it has in common with `via`: all words in their order, most of the larger one, or most of the smaller one
     * @param overlap share of four-word sequences, of the larger one, where it is `contains` of the smaller one; estimated, within 0.04 in two cases of three
     * @param via id of the article that it was compared with: `copy_of`, or one that goes back to that
     * @param firstSeen time of the first message of `copy_of`
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record CopyRecord(
        @JsonProperty("article_id") String articleId,
        @JsonProperty("copy_of") String copyOf,
        @JsonProperty("kind") String kind,
        @JsonProperty("overlap") Double overlap,
        @JsonProperty("via") String via,
        @JsonProperty("first_seen") String firstSeen) {}

    /**
     * A message of `articles.stories`: which articles tell of the same happening; of the messages of an article the
     * last one holds. Fields may be added within v1; ignore those you do not know.
     *
     * @param articleId the raw article's id, also the message's key
     * @param storyId id of the earliest article of the story, by the times of their messages: all its articles have the same, and an article that no other one is linked with is a story of its own; null where the article was withdrawn
     * @param firstSeen time of the first message of `story_id`
     * @param via id of the earlier article that it is linked with: `story_id`, or one of the same story; null for the first
     * @param score how much speaks for that link
     * @param because what speaks for that link, the weightiest first
     * @param happening what the article mainly tells of; null where no event was found in it that has happened
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record StoryRecord(
        @JsonProperty("article_id") String articleId,
        @JsonProperty("story_id") String storyId,
        @JsonProperty("first_seen") String firstSeen,
        @JsonProperty("via") String via,
        @JsonProperty("score") Double score,
        @JsonProperty("because") List<Because> because,
        @JsonProperty("happening") Happening happening) {}

    /**
     * 
     *
     * @param field our name of the field
     * @param problem where it stood in the raw article, and what was wrong with it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Note(
        @JsonProperty("field") String field,
        @JsonProperty("problem") String problem) {}

    /**
     * What made this record: the same input and pipeline give the same bytes.
     *
     * @param streamproc version
     * @param model spaCy model
     * @param modelVersion its version
     * @param lexicon hash of the event lexicon
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record PipelineInfo(
        @JsonProperty("streamproc") String streamproc,
        @JsonProperty("model") String model,
        @JsonProperty("model_version") String modelVersion,
        @JsonProperty("lexicon") String lexicon) {}

    /**
     * where the raw message lay that the record was made of: of two revisions of an article in one partition, the one
     * with the larger offset holds; absent from what `streamproc enrich` writes
     *
     * @param partition partition of the raw topic
     * @param offset offset there
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Revision(
        @JsonProperty("partition") int partition,
        @JsonProperty("offset") long offset) {}

    /**
     * A stretch of text with a role in the layout. Every character of the text is in exactly one.
     *
     * @param kind the role
     * @param start first character, counted in Unicode code points from 0
     * @param end the character after the last one
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Zone(
        @JsonProperty("kind") String kind,
        @JsonProperty("start") int start,
        @JsonProperty("end") int end) {}

    /**
     * A person, organisation, place… of the article.
     *
     * @param id stays the same in a revision of the article that only moves the entity
     * @param type the model's OntoNotes label
     * @param name the fullest name in the article
     * @param aliases other names in the article
     * @param salience how much the article is about it
     * @param mentions every mention, in order of appearance
     * @param geo where it is, if it is a place that could be told apart; of nationalities, organisations and events, the place they are named after (told from their own place by the type)
     * @param links ids elsewhere: wikidata
     * @param entityKey the same in all articles: the id in Wikidata, a place's id in GeoNames, else kind, folded name and country. Namesakes without an id share one: it joins candidates
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Entity(
        @JsonProperty("id") String id,
        @JsonProperty("type") String type,
        @JsonProperty("name") String name,
        @JsonProperty("aliases") List<String> aliases,
        @JsonProperty("salience") double salience,
        @JsonProperty("mentions") List<Mention> mentions,
        @JsonProperty("geo") Geo geo,
        @JsonProperty("links") Map<String, String> links,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("entity_key") String entityKey) {}

    /**
     * One place where an entity is named, described or referred to.
     *
     * @param field the string of the raw article that the offsets count in
     * @param start first character, counted in Unicode code points from 0
     * @param end the character after the last one
     * @param text the characters from start to end, exactly as received
     * @param plain the words as they are read, where markup, line ends or the like stand between them
     * @param kind Jo Hill, the mayor, she
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Mention(
        @JsonProperty("field") String field,
        @JsonProperty("start") int start,
        @JsonProperty("end") int end,
        @JsonProperty("text") String text,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("plain") String plain,
        @JsonProperty("kind") String kind) {}

    /**
     * A place on the map.
     *
     * @param geonamesId id in GeoNames; null for seas and other places it does not have
     * @param name the place's name
     * @param country ISO 3166-1 alpha-2 code
     * @param admin1 GeoNames code of the first-level division, within the country
     * @param lat degrees north, WGS 84
     * @param lon degrees east, WGS 84
     * @param confidence how sure the place is the one meant
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Geo(
        @JsonProperty("geonames_id") Long geonamesId,
        @JsonProperty("name") String name,
        @JsonProperty("country") String country,
        @JsonProperty("admin1") String admin1,
        @JsonProperty("lat") double lat,
        @JsonProperty("lon") double lon,
        @JsonProperty("confidence") double confidence) {}

    /**
     * A quotation.
     *
     * @param id derived from the article, the words and those that name the speaker; it stays when the quotation moves
     * @param type in quotation marks, reported, or both
     * @param field the string of the raw article that the offsets count in
     * @param text the characters from start to end, exactly as received
     * @param plain the words as they are read, where markup, line ends or the like stand between them
     * @param start first character, counted in Unicode code points from 0
     * @param end the character after the last one
     * @param segments the parts of the quotation, without what interrupts it
     * @param cue the words that introduce it
     * @param speaker who said it
     * @param addressee to whom
     * @param confidence how sure this is a quotation of that speaker
     * @param entities ids of the entities named inside the quotation: who talks about whom
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Quote(
        @JsonProperty("id") String id,
        @JsonProperty("type") String type,
        @JsonProperty("field") String field,
        @JsonProperty("text") String text,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("plain") String plain,
        @JsonProperty("start") int start,
        @JsonProperty("end") int end,
        @JsonProperty("segments") List<List<Integer>> segments,
        @JsonProperty("cue") Cue cue,
        @JsonProperty("speaker") Reference speaker,
        @JsonProperty("addressee") Reference addressee,
        @JsonProperty("confidence") double confidence,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("entities") List<String> entities) {}

    /**
     * The words that introduce the quotation.
     *
     * @param field the string of the raw article that the offsets count in
     * @param text the characters from start to end, exactly as received
     * @param plain the words as they are read, where markup, line ends or the like stand between them
     * @param start first character, counted in Unicode code points from 0
     * @param end the character after the last one
     * @param class_ what kind of saying: say, ask, deny…
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Cue(
        @JsonProperty("field") String field,
        @JsonProperty("text") String text,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("plain") String plain,
        @JsonProperty("start") int start,
        @JsonProperty("end") int end,
        @JsonProperty("class") String class_) {}

    /**
     * Words that refer to somebody or something, and whom they mean where that is known.
     *
     * @param field the string of the raw article that the offsets count in
     * @param start first character, counted in Unicode code points from 0
     * @param end the character after the last one
     * @param text the characters from start to end, exactly as received
     * @param plain the words as they are read, where markup, line ends or the like stand between them
     * @param entityId id of the entity, of the same article
     * @param name the entity's name, so that no join is needed
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Reference(
        @JsonProperty("field") String field,
        @JsonProperty("start") int start,
        @JsonProperty("end") int end,
        @JsonProperty("text") String text,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("plain") String plain,
        @JsonProperty("entity_id") String entityId,
        @JsonProperty("name") String name) {}

    /**
     * An event tag.
     *
     * @param id derived from the article, the type, the sentence and the trigger; it stays when the sentence moves
     * @param type a PLOVER root, or an extension x:…
     * @param mode how, in PLOVER's terms
     * @param contexts PLOVER contexts
     * @param scale from hostile to friendly, after Goldstein
     * @param codes the type in other schemes: cameo, iptc; extension: what it is in ours too
     * @param negated said not to have happened
     * @param hypothetical said to be possible, demanded or feared
     * @param attempted tried, and not said to have come off
     * @param future said to be coming
     * @param historical told as background, of another time
     * @param alleged somebody's claim or accusation, not the text's own statement
     * @param actors who did it
     * @param targets the side at the receiving end: whom one talks with, whose blockade is lifted, who is sued, aided, killed, held, driven out
     * @param themes what it is about: what is given, taken, demanded, signed, lifted
     * @param instruments with what: weapons and the like
     * @param origin from where, of movements
     * @param destination to where, of movements
     * @param place where
     * @param date when
     * @param counts how many were touched
     * @param evidence the sentences that say so, the clearest first
     * @param attributedTo id of the quotation, of the same article, that says so
     * @param salience how much the article is about it
     * @param confidence how sure it happened as tagged
     * @param rule name of the lexicon's entry that said so; null in records of older versions
     * @param key equal for events of different articles that may be one (type, day, place, actors): a candidate for joining, no identity; null where too little is known
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record EventTag(
        @JsonProperty("id") String id,
        @JsonProperty("type") String type,
        @JsonProperty("mode") String mode,
        @JsonProperty("contexts") List<String> contexts,
        @JsonProperty("scale") Double scale,
        @JsonProperty("codes") Map<String, String> codes,
        @JsonProperty("negated") boolean negated,
        @JsonProperty("hypothetical") boolean hypothetical,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("attempted") Boolean attempted,
        @JsonProperty("future") boolean future,
        @JsonProperty("historical") boolean historical,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("alleged") Boolean alleged,
        @JsonProperty("actors") List<Participant> actors,
        @JsonProperty("targets") List<Participant> targets,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("themes") List<Participant> themes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("instruments") List<Participant> instruments,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("origin") Place origin,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("destination") Place destination,
        @JsonProperty("place") Place place,
        @JsonProperty("date") DateValue date,
        @JsonProperty("counts") List<Count> counts,
        @JsonProperty("evidence") List<Evidence> evidence,
        @JsonProperty("attributed_to") String attributedTo,
        @JsonProperty("salience") double salience,
        @JsonProperty("confidence") double confidence,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("rule") String rule,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("key") String key) {}

    /**
     * Somebody or something that takes part: the whole noun phrase, and whom it means where that is known.
     *
     * @param field the string of the raw article that the offsets count in
     * @param start first character, counted in Unicode code points from 0
     * @param end the character after the last one
     * @param text the characters from start to end, exactly as received
     * @param plain the words as they are read, where markup, line ends or the like stand between them
     * @param entityId id of the entity, of the same article
     * @param name the entity's name, so that no join is needed
     * @param country ISO 3166-1 alpha-2 code of the entity, or of what the phrase says (Israeli jets)
     * @param basis stated: the phrase names it; resolved: a pronoun or a role that stands for a name
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Participant(
        @JsonProperty("field") String field,
        @JsonProperty("start") int start,
        @JsonProperty("end") int end,
        @JsonProperty("text") String text,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("plain") String plain,
        @JsonProperty("entity_id") String entityId,
        @JsonProperty("name") String name,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("country") String country,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("basis") String basis) {}

    /**
     * Where it happened. The offsets are null where the article names the place elsewhere.
     *
     * @param name the place's name
     * @param entityId id of the entity, of the same article
     * @param geo where it is on the map
     * @param field the string of the raw article that the offsets count in
     * @param start first character, counted in Unicode code points from 0
     * @param end the character after the last one
     * @param text the characters from start to end, exactly as received
     * @param plain the words as they are read, where markup, line ends or the like stand between them
     * @param basis how the text says it: a phrase of the event's clause, a place of its sentence, of its paragraph, or the dateline; null in records of older versions
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Place(
        @JsonProperty("name") String name,
        @JsonProperty("entity_id") String entityId,
        @JsonProperty("geo") Geo geo,
        @JsonProperty("field") String field,
        @JsonProperty("start") Integer start,
        @JsonProperty("end") Integer end,
        @JsonProperty("text") String text,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("plain") String plain,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("basis") String basis) {}

    /**
     * When it happened.
     *
     * @param field the string of the raw article that the offsets count in
     * @param start first character, counted in Unicode code points from 0
     * @param end the character after the last one
     * @param text the characters from start to end, exactly as received
     * @param plain the words as they are read, where markup, line ends or the like stand between them
     * @param value ISO 8601 date, month or year; null where it can't be told
     * @param basis how the text says it: a phrase of the event's clause, or a date of its sentence
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record DateValue(
        @JsonProperty("field") String field,
        @JsonProperty("start") int start,
        @JsonProperty("end") int end,
        @JsonProperty("text") String text,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("plain") String plain,
        @JsonProperty("value") String value,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("basis") String basis) {}

    /**
     * How many people or things the event touched.
     *
     * @param kind dead, injured, missing, displaced, evacuated, sheltered, returned, in_need, detained, released…
     * @param value the number
     * @param low at least so many, where the words give a bound
     * @param high at most so many, where the words give a bound
     * @param unit what is counted: people, households, houses…
     * @param scope event: of this one; total: of many, or up to now; forecast: expected
     * @param qualifier about, at least, more than…; vague: the number is a word such as dozens or thousands, its value a low guess
     * @param field the string of the raw article that the offsets count in
     * @param start first character, counted in Unicode code points from 0
     * @param end the character after the last one
     * @param text the characters from start to end, exactly as received
     * @param plain the words as they are read, where markup, line ends or the like stand between them
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Count(
        @JsonProperty("kind") String kind,
        @JsonProperty("value") long value,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("low") Long low,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("high") Long high,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("unit") String unit,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("scope") String scope,
        @JsonProperty("qualifier") String qualifier,
        @JsonProperty("field") String field,
        @JsonProperty("start") int start,
        @JsonProperty("end") int end,
        @JsonProperty("text") String text,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("plain") String plain) {}

    /**
     * The sentence that says so.
     *
     * @param field the string of the raw article that the offsets count in
     * @param start first character, counted in Unicode code points from 0
     * @param end the character after the last one
     * @param text the characters from start to end, exactly as received
     * @param plain the words as they are read, where markup, line ends or the like stand between them
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Evidence(
        @JsonProperty("field") String field,
        @JsonProperty("start") int start,
        @JsonProperty("end") int end,
        @JsonProperty("text") String text,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("plain") String plain,
        @JsonProperty("trigger") Trigger trigger) {}

    /**
     * The words that made the tag.
     *
     * @param field the string of the raw article that the offsets count in
     * @param text the characters from start to end, exactly as received
     * @param plain the words as they are read, where markup, line ends or the like stand between them
     * @param start first character, counted in Unicode code points from 0
     * @param end the character after the last one
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Trigger(
        @JsonProperty("field") String field,
        @JsonProperty("text") String text,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("plain") String plain,
        @JsonProperty("start") int start,
        @JsonProperty("end") int end) {}

    /**
     * A reason for a link: what two articles have in common.
     *
     * @param kind event_key: the key of an event; place_day_type: an event's type, day and place; participants: names; words: words of the headline and the first paragraphs; copy: the text, wholly, nearly or in part
     * @param shared what it is, the weightiest first
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Because(
        @JsonProperty("kind") String kind,
        @JsonProperty("shared") List<String> shared) {}

    /**
     * What an article mainly tells of: its most salient event that has happened.
     *
     * @param eventId id of the event, of the same article
     * @param type its type
     * @param day ISO 8601 date; null where it is not known to the day
     * @param place name of the place
     * @param geonamesId id of the place in GeoNames
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Happening(
        @JsonProperty("event_id") String eventId,
        @JsonProperty("type") String type,
        @JsonProperty("day") String day,
        @JsonProperty("place") String place,
        @JsonProperty("geonames_id") Long geonamesId) {}
}
