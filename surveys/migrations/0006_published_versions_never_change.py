"""PostgreSQL refuses what the models refuse: nothing of a published version changes, ever.

It also holds that a code keeps its type from version to version, and that a wave asks a published
version of one survey. The row locks make whoever edits a draft and whoever publishes it wait for
each other; the later of the two then sees what the earlier did.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

VERSION_OF = {
    "surveys_sectionrow": "{row}.version_id",
    "surveys_pagerow": "(SELECT version_id FROM surveys_sectionrow WHERE id = {row}.section_id)",
    "surveys_questionrow": """(
        SELECT section.version_id FROM surveys_pagerow page
        JOIN surveys_sectionrow section ON section.id = page.section_id
        WHERE page.id = {row}.page_id)""",
    "surveys_optionrow": """(
        SELECT section.version_id FROM surveys_questionrow question
        JOIN surveys_pagerow page ON page.id = question.page_id
        JOIN surveys_sectionrow section ON section.id = page.section_id
        WHERE question.id = {row}.question_id)""",
}
"""A table of parts → the version to which its {row} belongs."""

REFUSE_FROZEN = """
CREATE FUNCTION surveys_refuse_frozen(version bigint) RETURNS void LANGUAGE plpgsql
    SET search_path FROM CURRENT AS $$
DECLARE
    found text;
BEGIN
    SELECT status INTO found FROM surveys_questionnaireversion WHERE id = version FOR SHARE;
    IF found <> 'draft' THEN
        RAISE EXCEPTION 'parts of a published version are never changed or deleted'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
END $$;
"""

PART = """
CREATE FUNCTION {table}_of_draft() RETURNS trigger LANGUAGE plpgsql
    SET search_path FROM CURRENT AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM surveys_refuse_frozen({version_of_old});
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    PERFORM surveys_refuse_frozen({version_of_new});
    RETURN NEW;
END $$;
CREATE TRIGGER {table}_of_draft BEFORE INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_of_draft();
"""

VERSION = """
CREATE FUNCTION surveys_version_moves_on() RETURNS trigger LANGUAGE plpgsql
    SET search_path FROM CURRENT AS $$
DECLARE
    allowed surveys_questionnaireversion;
    other_type text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'draft' THEN
            RAISE EXCEPTION 'a version begins as a draft'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;

    IF OLD.status = 'draft' THEN
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        IF NEW.status = 'retired' THEN
            RAISE EXCEPTION 'a draft cannot be retired'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF NEW.status = 'published' THEN
            -- Two drafts of one survey are published one after the other.
            PERFORM 1 FROM surveys_survey WHERE id = NEW.survey_id FOR NO KEY UPDATE;
            SELECT string_agg(DISTINCT mine.code, ', ') INTO other_type
            FROM surveys_questionrow mine
            JOIN surveys_pagerow my_page ON my_page.id = mine.page_id
            JOIN surveys_sectionrow my_section ON my_section.id = my_page.section_id
            JOIN surveys_questionrow theirs ON theirs.code = mine.code AND theirs.type <> mine.type
            JOIN surveys_pagerow their_page ON their_page.id = theirs.page_id
            JOIN surveys_sectionrow their_section ON their_section.id = their_page.section_id
            JOIN surveys_questionnaireversion their_version
                ON their_version.id = their_section.version_id
            WHERE my_section.version_id = NEW.id
                AND their_version.survey_id = NEW.survey_id AND their_version.status <> 'draft';
            IF other_type IS NOT NULL THEN
                RAISE EXCEPTION 'a code never changes type: %', other_type
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
        END IF;
        RETURN NEW;
    END IF;

    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a published version is never deleted'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    allowed := OLD;
    IF OLD.status = 'published' AND NEW.status = 'retired' THEN
        allowed.status := NEW.status;
        allowed.retired_at := NEW.retired_at;
        allowed.retired_by_id := NEW.retired_by_id;
    END IF;
    IF NEW.edited_by_id IS NULL THEN
        allowed.edited_by_id := NULL;  -- the account is deleted, the version is not changed
    END IF;
    IF NEW IS DISTINCT FROM allowed THEN
        RAISE EXCEPTION 'a published version is never changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER surveys_version_moves_on
    BEFORE INSERT OR UPDATE OR DELETE ON surveys_questionnaireversion
    FOR EACH ROW EXECUTE FUNCTION surveys_version_moves_on();
"""

WAVE = """
CREATE FUNCTION surveys_wave_asks_published() RETURNS trigger LANGUAGE plpgsql
    SET search_path FROM CURRENT AS $$
DECLARE
    before surveys_questionnaireversion;
    after surveys_questionnaireversion;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.version_id = OLD.version_id THEN
            RETURN NEW;
        END IF;
    END IF;
    SELECT * INTO after FROM surveys_questionnaireversion WHERE id = NEW.version_id FOR SHARE;
    IF after.status <> 'published' THEN
        RAISE EXCEPTION 'a wave asks a published version'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT FROM surveys_response WHERE wave_id = NEW.id) THEN
        SELECT * INTO before FROM surveys_questionnaireversion WHERE id = OLD.version_id;
        IF after.survey_id <> before.survey_id OR after.number < before.number THEN
            RAISE EXCEPTION 'a wave that has begun takes only a newer version of its survey'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER surveys_wave_asks_published BEFORE INSERT OR UPDATE ON surveys_wave
    FOR EACH ROW EXECUTE FUNCTION surveys_wave_asks_published();
"""

REMOVE = """
DROP TRIGGER surveys_wave_asks_published ON surveys_wave;
DROP FUNCTION surveys_wave_asks_published;
DROP TRIGGER surveys_version_moves_on ON surveys_questionnaireversion;
DROP FUNCTION surveys_version_moves_on;
"""

REMOVE_PART = """
DROP TRIGGER {table}_of_draft ON {table};
DROP FUNCTION {table}_of_draft;
"""


def _run(schema_editor: BaseDatabaseSchemaEditor, statement: str) -> None:
    schema_editor.execute(statement, params=None)  # its % is PL/pgSQL's


def forbid(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    _run(schema_editor, REFUSE_FROZEN)
    for table, version_of in VERSION_OF.items():
        part = PART.format(
            table=table,
            version_of_old=version_of.format(row="OLD"),
            version_of_new=version_of.format(row="NEW"),
        )
        _run(schema_editor, part)
    _run(schema_editor, VERSION)
    _run(schema_editor, WAVE)


def allow(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    _run(schema_editor, REMOVE)
    for table in VERSION_OF:
        _run(schema_editor, REMOVE_PART.format(table=table))
    _run(schema_editor, "DROP FUNCTION surveys_refuse_frozen")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0005_who_published_and_who_moved")]

    operations = [RunPython(forbid, allow)]
