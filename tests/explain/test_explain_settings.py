from dataclasses import replace
from datetime import date

import pytest
from explain_cases import TODAY, plan_of, rotation_of

from rotation.errors import BadInput
from rotation.explain import trade_off_frame
