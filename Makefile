# What a newcomer types. Needs make and Python 3.11 or later; brings everything else itself.

PORT ?= 8000
VENV := .venv
PYTHON_HERE := $(VENV)/bin/python
PIP := $(PYTHON_HERE) -m pip --disable-pip-version-check
MACHINE := $(PYTHON_HERE) -m tests.machine
SOURCES := config surveys support_plans tests manage.py

.DEFAULT_GOAL := help
.PHONY: help run test check bench e2e pictures format translations requirements assets

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "make %-14s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: export DEBUG ?= 1
run: export BASE_URL ?= http://127.0.0.1:$(PORT)
run: $(VENV)/run.done assets ## The demonstration city in your browser; PORT=8000 moves it
	@$(PYTHON_HERE) manage.py migrate --verbosity 0
	@$(PYTHON_HERE) manage.py demo
	@$(PYTHON_HERE) manage.py runserver 127.0.0.1:$(PORT)

# The second way leaves out what the first has run and what no database can make different:
# pytest-django refuses the database to a test without the mark. The journeys mostly wait, for pages
# and for mails: they go on beside the first, and tell of themselves when they are done.
test: $(VENV)/dev.done assets ## Every test, in the three ways the platform can run
	@mkdir -p build/logs
	@$(MACHINE) --services --browser-if-possible -- $(PYTHON_HERE) -m pytest -m browser \
		>build/logs/journeys.txt 2>&1 & journeys=$$!; \
	echo "--- 1 of 3: nothing configured (SQLite, tasks in the process)"; \
	env DATABASE_URL= REDIS_URL= DEBUG=1 \
		$(PYTHON_HERE) -m pytest -m "not services and not browser"; plain=$$?; \
	echo "--- 2 of 3: whole journeys in Chromium (begun beside the first)"; \
	wait $$journeys; journeys=$$?; cat build/logs/journeys.txt; \
	test $$plain -eq 0 && test $$journeys -eq 0
	@echo "--- 3 of 3: PostgreSQL, Redis, worker processes"
	@$(MACHINE) --services -- $(PYTHON_HERE) -m pytest -m "(django_db or services) and not browser"

e2e: $(VENV)/dev.done assets ## Whole journeys in real Chromium, axe on every page
	@$(MACHINE) --services --browser -- $(PYTHON_HERE) -m pytest -m browser

pictures: $(VENV)/dev.done assets ## The pictures in docs/, made again from the demonstration city
	@$(MACHINE) --services --browser -- $(PYTHON_HERE) -m tests.browser.pictures

check: export DEBUG := 1
check: $(VENV)/dev.done assets ## Formatting, types, import directions, migrations, translations …
	@$(PYTHON_HERE) -m ruff format --check $(SOURCES)
	@$(PYTHON_HERE) -m ruff check $(SOURCES)
	@find surveys support_plans templates -name '*.html' -exec \
		$(VENV)/bin/djade --check --target-version 5.2 {} +
	@$(PYTHON_HERE) -m mypy config surveys support_plans manage.py tests/machine tests/bench
	@$(VENV)/bin/lint-imports
	@$(PYTHON_HERE) -m tests.machine.requirements --check
	@DATABASE_URL=sqlite://:memory: $(PYTHON_HERE) manage.py makemigrations --check --dry-run
	@$(PYTHON_HERE) -m tests.machine.translations --check
	@env DEBUG=0 ALLOWED_HOSTS=city.example BASE_URL=https://city.example \
		DATABASE_URL=postgresql://nobody@127.0.0.1/none REDIS_URL=redis://127.0.0.1/0 \
		EMAIL_URL=smtp://127.0.0.1:25 \
		SECRET_KEY="$$($(PYTHON_HERE) -c 'import secrets; print(secrets.token_urlsafe(64))')" \
		$(PYTHON_HERE) manage.py check --deploy --fail-level WARNING

bench: $(VENV)/dev.done assets ## Benchmarks, as a table and as build/bench.json
	@$(MACHINE) --services -- $(PYTHON_HERE) -m tests.bench

format: $(VENV)/dev.done ## Put code and templates into shape
	@$(PYTHON_HERE) -m ruff format $(SOURCES)
	@$(PYTHON_HERE) -m ruff check --fix $(SOURCES)
	@find surveys support_plans templates -name '*.html' -exec \
		$(VENV)/bin/djade --target-version 5.2 {} +

translations: $(VENV)/dev.done ## Bring locale/ up to date with the words in the code
	@$(PYTHON_HERE) -m tests.machine.translations

requirements: $(VENV)/dev.done ## Pin what is installed in requirements.txt and requirements-dev.txt
	@$(PYTHON_HERE) -m tests.machine.requirements

assets: $(VENV)/run.done
	@$(PYTHON_HERE) -m config.assets

# --- The virtual environment ----------------------------------------------------------------------

# The first Python that really runs (a version manager's may not), is new enough, and can make one.
$(VENV)/bin/python:
	@for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
		if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
			>/dev/null 2>&1; then \
			echo "Making the virtual environment $(VENV) with $$("$$python" --version) …"; \
			exec "$$python" -m venv --clear $(VENV); \
		fi; \
	done; \
	echo "No Python 3.11 or later with venv and ensurepip was found here." >&2; \
	echo "Install one (Debian: apt-get install python3 python3-venv)," >&2; \
	echo "or name it: make PYTHON=/path/to/python3" >&2; \
	exit 1

$(VENV)/run.done: requirements.txt | $(VENV)/bin/python
	@echo "Installing what the platform needs …"
	@$(PIP) install --quiet --requirement requirements.txt
	@touch $@

$(VENV)/dev.done: requirements-dev.txt $(VENV)/run.done
	@echo "Installing what tests and checks need …"
	@$(PIP) install --quiet --requirement requirements-dev.txt
	@touch $@
